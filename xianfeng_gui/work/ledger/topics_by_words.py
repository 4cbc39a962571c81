"""The topic of a hazard by the ledger's own word for it, else by what the hazard is about."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping

from xianfeng_gui.rules.ledger.meanings import GUESSED, Met
from xianfeng_gui.rules.likeness import likeness
from xianfeng_gui.work import resources, topics

_ALIKE = 0.5


class TopicsByWords:
    """The active campaign's topics, looked up once a ledger. ``said``: topics' ids by the ledger's words, as a clerk says."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._topics = topics.topics()
        self._names = {one.id: one.short_name for one in self._topics}
        self._words: dict[str, list[str]] = tomllib.loads(resources.read("sheets", "topics.toml"))["words"]
        self._said = {words: topic for words, topic in said.items() if topic in self._names}
        self._kept: dict[str, str | None] = dict(self._said)

    def find(self, written: str, description: str) -> tuple[str, str]:
        """The topic's id, and a sentence when it had to be guessed."""
        if written not in self._kept:
            self._kept[written] = self._by_name(written)
        if (named := self._kept[written]) is not None:
            return named, ""
        guessed = self._by_content(description)
        return guessed, f"专题按内容归入“{self._names[guessed]}”"

    def is_name(self, words: str) -> bool:
        """Whether words name a topic."""
        return self._by_name(words) is not None

    def met(self) -> Iterator[Met]:
        """The words for topics that are no topic's name, an empty one for rows without any: of these a clerk may say more."""
        names = {name for one in self._topics for name in (one.name, one.short_name, str(one.number))}
        for written, topic in self._kept.items():
            if written not in names:
                yield Met("topic", written, topic or GUESSED, written in self._said)

    def _by_name(self, written: str) -> str | None:
        name = written.strip().removeprefix("专题")
        if not name:
            return None
        for topic in self._topics:
            if (
                name in (topic.name, topic.short_name, str(topic.number))
                or topic.short_name in name
                or (len(name) > 1 and name in topic.name)
            ):
                return topic.id
        best = max(self._topics, key=lambda one: likeness(name, one.name), default=None)
        return best.id if best is not None and likeness(name, best.name) >= _ALIKE else None

    def _by_content(self, description: str) -> str:
        scores = {
            topic.id: sum(
                word in description
                for fragment, words in self._words.items()
                if fragment in topic.name or fragment in topic.short_name
                for word in words
            )
            for topic in self._topics
        }
        best = max(scores, key=lambda key: scores[key])
        if scores[best]:
            return best
        general = [topic.id for topic in self._topics if "主体责任" in topic.name]
        return (general or [self._topics[0].id])[0]
