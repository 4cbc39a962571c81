"""Excel lists, checked cell by cell as openpyxl reads them back."""
