"""The pages as people use them: by keyboard, by screen reader, in light and dark, without Excel."""

import re

import pytest
from playwright.sync_api import expect

from loan401k.declare import REGISTRY

#: A contrast of 4.5 is what WCAG 2 asks of text; colours come as rgb().
CONTRAST = """
() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/, 0\\)$/.test(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const shown = [...document.querySelectorAll("body *")].filter((element) =>
    element.checkVisibility() && [...element.childNodes].some((node) => node.data?.trim()));
  return shown.map((element) => {
    const [a, b] = [getComputedStyle(element).color, behind(element)].map(light);
    return [element.tagName, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  });
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "excel.html"])
def test_every_text_stands_out_in_light_and_dark(opened, name, scheme):
    page = opened(name, color_scheme=scheme)
    page.locator("#functions details").first.locator("summary").click()
    found = page.evaluate(CONTRAST)
    assert len(found) > 60
    assert [one for one in found if one[1] < 4.5] == []
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is (scheme == "light")


@pytest.mark.parametrize("name", ["index.html", "excel.html"])
def test_whatever_takes_the_focus_has_a_name_for_screen_readers(opened, name):
    page = opened(name)
    roles = page.locator("body").aria_snapshot()
    assert not re.search(r"- (textbox|button|searchbox|combobox)$", roles, re.MULTILINE), roles
    for role, title in (("searchbox", "Find one by a word"), ("heading", "Functions")):
        expect(page.get_by_role(role, name=title, exact=True)).to_have_count(1)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").count() == 1
    unlabelled = "[...document.querySelectorAll('input,select')].filter((e) => !e.labels.length)"
    assert page.evaluate(f"{unlabelled}.length") == 0


def test_the_pane_is_used_by_keyboard_alone(opened):
    page = opened("excel.html")
    page.keyboard.press("Tab")
    expect(page.locator("#word")).to_be_focused()
    page.keyboard.type("amortisation payment")
    expect(page.locator("#count")).to_have_text(re.compile(rf"^\d of {len(REGISTRY)} functions$"))
    page.keyboard.press("Tab")
    focused = page.locator("summary:focus")
    expect(focused).to_contain_text("LOAN_SCHEDULE")
    page.keyboard.press("Enter")
    opened_one = page.locator("#functions details[open]")
    expect(opened_one).to_have_count(1)
    for text in (REGISTRY["LOAN_SCHEDULE"].syntax, "=LOAN_SCHEDULE(10000, 0.0425, 5)"):
        expect(opened_one).to_contain_text(text)
    for argument in REGISTRY["LOAN_SCHEDULE"].arguments:
        expect(opened_one.locator("dd", has_text=argument.help).first).to_be_visible()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#functions details[open]")).to_have_count(0)


def test_a_word_finds_a_function_by_name_help_or_argument(opened):
    page = opened("excel.html")
    visible = page.locator("#functions details:visible summary code")

    def found(words):
        page.locator("#word").fill(words)
        return visible.all_inner_texts()

    assert found("snowball") == ["DEBT_PLAN"]
    assert "TRUE_APR" in found("true_apr")
    assert found("zebra") == []
    assert page.locator("#functions h3:visible").count() == 0
    assert len(found("")) == len(REGISTRY)


def test_excels_pane_has_no_formula_line_and_the_try_it_page_no_errors(opened):
    excel, page = opened("excel.html"), opened("index.html")
    assert excel.locator("#try").is_hidden()
    assert excel.locator("#errors").is_visible()
    assert page.locator("#try").is_visible()
    assert page.locator("#errors").is_hidden()


def test_a_narrow_pane_has_nothing_cut_off(opened):
    page = opened("excel.html", viewport={"width": 320, "height": 600})
    page.locator("#functions details").first.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_anyone_tries_a_formula_and_a_household_and_nothing_is_asked_elsewhere(opened):
    page = opened("index.html")
    answer = page.locator("#answer")
    page.locator("#formula").fill("=LOAN_NET_COST(10000, 4.25%, 1, 5%, 1)")
    page.keyboard.press("Enter")
    expect(answer.locator("output")).to_have_text("75.00", timeout=60_000)
    page.locator("#formula").fill("=LOAN_NET_COST(10000, 4.25, 1, 5%, 1)")
    page.keyboard.press("Enter")
    expect(answer.locator(".error")).to_contain_text("#NUM! loan_rate is 4.25")
    page.locator("#formula").fill("=LOAN_LAST_DATE(DATE(2026,3,15))")
    page.keyboard.press("Enter")
    expect(answer.locator("output")).to_have_text(re.compile(r"^20\d\d-\d\d-\d\d$"))
    page.locator("#formula").fill("=LOAN_SCHEDULE(1200, 0%, 1)")
    page.keyboard.press("Enter")
    expect(answer.locator("tr")).to_have_count(13)
    expect(answer.locator("th").first).to_have_text("No.")
    expect(answer.locator("tr").last).to_contain_text("100.00")
    # A household pays in cash what it would pay on the card: 469.23 of LOAN_GAIN's docstring.
    page.locator("#household button").click()
    expect(answer.locator("output")).to_have_text("469.23", timeout=60_000)
    page.get_by_label("debt").fill("")
    page.locator("#household button").click()
    expect(answer.locator(".error")).to_contain_text("debt")
    assert page.seen.outside == []
    assert page.seen.complaints == []


def test_an_example_is_tried_by_its_button(opened):
    page = opened("index.html")
    page.locator("#word").fill("DEFERRAL_CUT")
    page.locator("#functions summary:visible").click()
    page.get_by_role("button", name="Try DEFERRAL_CUT").click()
    # 185.2955581 over one less 22%.
    expect(page.locator("#answer output")).to_have_text("237.56", timeout=60_000)
    expect(page.locator("#formula")).to_be_focused()


def test_a_browser_that_knows_no_modules_shows_its_sentence(chromium, address, site):
    """It takes `nomodule` for nothing and leaves the module out."""
    old = (site / "index.html").read_text(encoding="utf-8").replace(" nomodule", "")
    old = re.sub(r"<script type=.module.*", "", old)
    page = chromium.new_page()
    page.route("**/index.html", lambda route: route.fulfill(content_type="text/html", body=old))
    page.goto(f"{address}/index.html")
    expect(page.locator("#old")).to_be_visible()
    expect(page.locator("#state")).to_be_hidden()
    page.close()
