"""Papers, from what they stand on to the kept PDF: one way for every kind.

``standing`` finds what a paper stands on, ``facts`` tells the rules of it, ``filling`` fills the blanks from the records,
``drafting`` shows the page and says what is wrong, ``issuing`` numbers and keeps it, ``batches`` does many at once.
"""
