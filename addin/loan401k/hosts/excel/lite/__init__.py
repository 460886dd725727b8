"""xlwings Lite, an add-in of Excel's store: workbooks that carry our code, or a folder of it."""
