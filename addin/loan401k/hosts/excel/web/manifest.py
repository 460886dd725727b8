"""The manifest: what an administrator or a person gives to Excel, and which names our files."""

from __future__ import annotations

import uuid
from xml.sax.saxutils import escape, quoteattr

from .... import __version__
from ....declare import CATEGORY

_WHAT = "Worksheet functions for one decision: borrow from a 401(k) or not."
_WHERE = "The functions are ready: type = and one of their names into a cell."
#: Excel's icon sizes on the ribbon.
RIBBON = (16, 32, 80)
#: The page that Excel opens.
PAGE = "excel.html"
_FILES = {"Page": PAGE, "Script": "main.js", "Metadata": "functions.json"}


def identifier(base: str) -> str:
    """Return the add-in's id, another one for each address."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{base}/loan401k"))


def manifest(base: str) -> bytes:
    """Return manifest.xml for the add-in that is served from this address."""
    host = base[: base.index("/", len("https://"))] if base.count("/") > 2 else base
    page = f"{base}/{PAGE}"
    icons = "".join(f'<bt:Image size="{size}" resid="Icon{size}"/>' for size in RIBBON)
    texts = {
        "version": ".".join([*__version__.split(".")[:3], "0"]),
        "id": identifier(base),
        "title": quoteattr(CATEGORY),
        "what": quoteattr(_WHAT),
        "host": escape(host),
        "page": quoteattr(page),
        "small": quoteattr(f"{base}/icon-32.png"),
        "large": quoteattr(f"{base}/icon-64.png"),
        "about": quoteattr(f"{base}/index.html"),
        "icons": icons,
        "images": _resources("Image", {f"Icon{n}": f"{base}/icon-{n}.png" for n in RIBBON}),
        "urls": _resources(
            "Url", {f"{name}.Url": f"{base}/{file}" for name, file in _FILES.items()}
        ),
        "short": _resources("String", {"Title": CATEGORY, "Button": "Functions"}),
        "long": _resources("String", {"What": _WHAT, "Where": _WHERE}),
    }
    return _MANIFEST.format(**texts).encode()


def _resources(kind: str, values: dict[str, str]) -> str:
    return "".join(
        f'<bt:{kind} id="{name}" DefaultValue={quoteattr(value)}/>'
        for name, value in values.items()
    )


_MANIFEST = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:bt="http://schemas.microsoft.com/office/officeappbasictypes/1.0" xsi:type="TaskPaneApp">
 <Id>{id}</Id>
 <Version>{version}</Version>
 <ProviderName>loan401k</ProviderName>
 <DefaultLocale>en-US</DefaultLocale>
 <DisplayName DefaultValue={title}/>
 <Description DefaultValue={what}/>
 <IconUrl DefaultValue={small}/>
 <HighResolutionIconUrl DefaultValue={large}/>
 <SupportUrl DefaultValue={about}/>
 <AppDomains><AppDomain>{host}</AppDomain></AppDomains>
 <Hosts><Host Name="Workbook"/></Hosts>
 <Requirements><Sets DefaultMinVersion="1.1">
  <Set Name="SharedRuntime" MinVersion="1.1"/><Set Name="CustomFunctionsRuntime" MinVersion="1.1"/>
 </Sets></Requirements>
 <DefaultSettings><SourceLocation DefaultValue={page}/></DefaultSettings>
 <Permissions>ReadDocument</Permissions>
 <VersionOverrides xmlns="http://schemas.microsoft.com/office/taskpaneappversionoverrides"
  xsi:type="VersionOverridesV1_0">
  <Hosts><Host xsi:type="Workbook">
   <Runtimes><Runtime resid="Page.Url" lifetime="long"/></Runtimes>
   <AllFormFactors>
    <ExtensionPoint xsi:type="CustomFunctions">
     <Script><SourceLocation resid="Script.Url"/></Script>
     <Page><SourceLocation resid="Page.Url"/></Page>
     <Metadata><SourceLocation resid="Metadata.Url"/></Metadata>
    </ExtensionPoint>
   </AllFormFactors>
   <DesktopFormFactor>
    <GetStarted>
     <Title resid="Title"/><Description resid="Where"/><LearnMoreUrl resid="Page.Url"/>
    </GetStarted>
    <FunctionFile resid="Page.Url"/>
    <ExtensionPoint xsi:type="PrimaryCommandSurface">
     <OfficeTab id="TabFormulas">
      <Group id="Loan401k.Group">
       <Label resid="Title"/>
       <Icon>{icons}</Icon>
       <Control xsi:type="Button" id="Loan401k.Pane">
        <Label resid="Button"/>
        <Supertip><Title resid="Title"/><Description resid="What"/></Supertip>
        <Icon>{icons}</Icon>
        <Action xsi:type="ShowTaskpane">
         <TaskpaneId>Loan401k.Pane</TaskpaneId><SourceLocation resid="Page.Url"/>
        </Action>
       </Control>
      </Group>
     </OfficeTab>
    </ExtensionPoint>
   </DesktopFormFactor>
  </Host></Hosts>
  <Resources>
   <bt:Images>{images}</bt:Images>
   <bt:Urls>{urls}</bt:Urls>
   <bt:ShortStrings>{short}</bt:ShortStrings>
   <bt:LongStrings>{long}</bt:LongStrings>
  </Resources>
 </VersionOverrides>
</OfficeApp>
"""
