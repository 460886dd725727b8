"""The names under which LibreOffice knows the extension.

Calc writes ``SERVICE.FUNCTION`` into documents, so none of these may ever change.
"""

#: Identifier of the extension.
EXTENSION = "org.loan401k"

#: UNO module and interface with one method per worksheet function.
MODULE = "org.loan401k"
INTERFACE = "XFunctions"

#: Service that implements the interface.
SERVICE = "org.loan401k.Functions"

#: Service of the job that runs when a document was opened.
HEALER = "org.loan401k.Healer"
