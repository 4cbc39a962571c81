"""A module a kind of paper: what it asks for (``FORM``) and how it is put together (``document``)."""
