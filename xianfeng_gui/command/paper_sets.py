"""The commands papers and volume: many papers at once, a whole matter as one PDF."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from db.errors import UserError
from xianfeng_gui.command import words

MERGED_NAME = "文书.pdf"


def add_to(commands: Any) -> None:
    """Add this group's commands."""
    _add_papers(commands)
    volume = commands.add_parser("volume", help="案卷：一件事的全部文书、照片和经过合成一个PDF")
    volume.add_argument("number", metavar="编号", help="隐患、检查或文书的编号")
    volume.add_argument(
        "-o", "--output", metavar="文件", type=words.file(".pdf"), required=True, help="写到这个.pdf文件"
    )
    volume.set_defaults(do=_volume, opens=True)


def _add_papers(commands: Any) -> None:
    many = commands.add_parser("papers", help="成批出具文书，或存出一次检查的文书")
    which = many.add_mutually_exclusive_group(required=True)
    which.add_argument("--due", action="store_true", help="出具这段日子应出具的通知书和复查意见书")
    which.add_argument("--inspection", metavar="编号", help="存出这次检查已出具的全部文书")
    many.add_argument(
        "--from", metavar="日期", dest="first", type=words.day, help="应在这天起出具的；不写时逾期的也在内"
    )
    many.add_argument(
        "--to", metavar="日期", dest="last", type=words.day, help="发现或复查到这天止的；不写时为今天"
    )
    many.add_argument(
        "-o", "--output", metavar="文件夹", type=Path, required=True, help="每份一个文件，写进这个文件夹"
    )
    many.add_argument("--merge", action="store_true", help=f"合成一个PDF（{MERGED_NAME}）")
    many.set_defaults(do=_papers, opens=True)


def _papers(options: argparse.Namespace, folder: Path) -> None:
    from db import clock
    from xianfeng_gui.work import lookup, offices, outputs
    from xianfeng_gui.work.papers import batches

    target = outputs.checked_target(options.output)
    _check_place(target, merge=options.merge)
    refused: tuple[str, ...] = ()
    if options.due:
        first, last = options.first, options.last or options.first or clock.today()
        if first is not None and last < first:
            raise UserError("结束日期早于开始日期，请改正--from或--to")
        merged = options.merge and _is_pdf(target)
        outputs.check_folder(target.parent if merged else target)  # before numbers are used
        done = batches.issue_all(batches.due(first, last), offices.actor())
        ids, refused = [one.paper_id for one in done.issued], done.refused
        print("".join(f"已出具{one.number}\n" for one in done.issued), end="")
    else:
        ids = batches.papers_of_inspection(lookup.one("inspection", options.inspection))
    if ids and options.merge:
        files = [batches.save_merged(ids, target if _is_pdf(target) else target / MERGED_NAME)]
    else:
        files = batches.save(ids, target)
    for file in files:
        print(file)
    print(f"共{len(ids)}份文书")
    if refused:
        raise UserError(f"有{len(refused)}份没有出具：{'；'.join(refused)}")


def _check_place(target: Path, *, merge: bool) -> None:
    """UserError for the name of a file where a folder is meant; 检查2021.6.18 is a folder's name."""
    if target.is_dir() or not re.fullmatch(r"\.[A-Za-z]+", target.suffix):
        return
    if not merge:
        raise UserError("每份一个文件的，-o请写文件夹；合成一个PDF的，请加--merge")
    if not _is_pdf(target):
        raise UserError(f"“{target.name}”应以.pdf结尾，请改文件名；也可以只写文件夹")


def _is_pdf(target: Path) -> bool:
    """Whether a merged file is meant, not a folder for it."""
    return target.suffix.lower() == ".pdf"


def _volume(options: argparse.Namespace, folder: Path) -> None:
    from xianfeng_gui.work import lookup, outputs, volume

    target = outputs.checked_target(options.output)
    record = lookup.by_number(options.number)
    print(f"已写入案卷：{outputs.write(target, volume.of_record(*record))}")
    for missing in volume.gaps(*record):
        print(f"未制作：{missing}")
