"""The safety office's program: what it does (work), its crafts (rules, papers, sheets, exchange) and its faces (ui, command)."""

__version__ = "0.2.0"
