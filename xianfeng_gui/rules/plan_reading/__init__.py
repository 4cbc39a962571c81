"""Understanding a plan document in official style: text in, a ``rules.plan.Plan`` and what was doubtful out."""
