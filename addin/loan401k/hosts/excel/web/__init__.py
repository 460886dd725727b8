"""Our own add-in for Excel on Mac, the web and Windows: static files with Python in the browser."""
