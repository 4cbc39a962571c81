"""A picture of every page, dialog and paper at every screen that must do: ``python -m tools.screens``.

Everything is drawn off screen into ``build/screens/<variant>``, each variant in a process of its own, since Qt takes
the screen and its scale at start.
"""
