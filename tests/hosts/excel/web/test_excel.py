"""Excel's pane with a stand-in for office.js: every case, batches, slow calls, dead workers."""

import pytest
from playwright.sync_api import expect

from loan401k.declare import REGISTRY
from tests.hosts.excel import officejs
from tests.reference.read import CASES

PAYMENT = [[[1200]], [[0]], [[1]]]


@pytest.fixture
def excel(opened):
    return opened("excel.html")


def test_every_function_is_associated_and_every_case_answered_and_nothing_leaves(excel):
    assert sorted(excel.evaluate("excel.names()")) == sorted(REGISTRY)
    calls = [officejs.call(case) for case in CASES]
    for case, cell in zip(CASES, excel.evaluate("calls => excel.all(calls)", calls), strict=True):
        if "error" in cell:
            assert cell["hover"]
            case.check(cell["error"])
        else:
            rows = cell["rows"]
            case.check(rows[0][0] if len(rows) == len(rows[0]) == 1 else rows)
    assert excel.seen.outside == []
    assert excel.seen.complaints == []


def test_blank_cells_formatted_cells_and_error_cells(excel):
    formatted = {"type": "FormattedNumber", "basicValue": 1200, "numberFormat": "$#,##0"}
    error = {"type": "Error", "basicType": "Error", "basicValue": "#N/A"}
    calls = [
        ["LOAN_PAYMENT", [[[formatted]], [[0]], [[1]], None]],
        ["LOAN_PAYMENT", [[[1200]], [[0]], [[1]], [[""]]]],
        ["LOAN_PAYMENT", [[[error]], [[0]], [[1]]]],
    ]
    first, second, third = excel.evaluate("calls => excel.all(calls)", calls)
    assert first == second == {"rows": [[100]]}
    assert third["error"] == "#N/A"


def test_a_range_spills_and_one_bad_row_gives_one_error(excel):
    cell = excel.evaluate(
        "given => excel.call('LOAN_PAYMENT', given)", [[[1200], ["x"], [2400]], [[0]], [[1]]]
    )
    assert cell == {"rows": [[100], ["#VALUE!"], [200]]}


def test_an_error_says_why_on_hover_and_in_the_pane_with_its_cell(excel):
    call = "([given, cell]) => excel.call('LOAN_PAYMENT', given, cell)"
    text = excel.evaluate(call, [[[["ten"]], [[0]], [[1]]], "Sheet1!C7"])
    sentence = 'amount is the text "ten"; it must be a number, above 0.'
    assert text == {"error": "#VALUE!", "hover": sentence}
    assert excel.evaluate(call, [[[[-1]], [[0]], [[1]]], "Sheet1!C8"]) == {"rows": [["#NUM!"]]}
    never = excel.evaluate("excel.call('CARD_MONTHS', [[[1000]], [[0.24]], [[20]]], 'A!B1')")
    assert never["error"] == "#N/A"
    expect(excel.locator("#reasons li")).to_have_count(3)
    newest, second, oldest = excel.locator("#reasons li").all_inner_texts()
    assert newest == f"A!B1 #N/A CARD_MONTHS: {never['hover']}"
    assert second == "Sheet1!C8 #NUM! LOAN_PAYMENT: amount is -1; it must be above 0."
    assert oldest == f"Sheet1!C7 #VALUE! LOAN_PAYMENT: {sentence}"
    assert excel.locator("#none").is_hidden()


#: Counts what is sent to workers.
COUNTED = """
globalThis.sent = 0;
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (...given) { sent++; return post.apply(this, given); };
"""


def test_ten_thousand_filled_down_cells_go_in_few_batches(opened):
    excel = opened("excel.html", COUNTED)
    cells = excel.evaluate(
        """() => excel.all(Array.from({ length: 10000 },
             (_, row) => ["LOAN_PAYMENT", [[[1200 * (row + 1)]], [[0]], [[1]]]]))"""
    )
    assert [cell["rows"][0][0] for cell in cells] == [100 * (row + 1) for row in range(10_000)]
    assert excel.evaluate("sent") <= 5


#: A worker that takes 10 ms for each call and answers with the size of its batch.
STEADY = """
postMessage({ ready: true });
onmessage = ({ data }) => {
  const size = JSON.parse(data.text).length;
  const answer = JSON.stringify(Array(size).fill([[[size]]]));
  setTimeout(() => postMessage({ id: data.id, answer }), 10 * size);
};
"""


def test_many_slow_calls_go_in_batches_of_a_second(opened):
    """Together they might take longer than the patience with a worker that does not answer."""
    excel = opened("excel.html")
    worker = {"content_type": "text/javascript", "body": STEADY}
    excel.context.route("**/worker.js", lambda route: route.fulfill(**worker))
    cells = excel.evaluate(
        "given => excel.all(Array.from({ length: 250 }, () => ['LOAN_PAYMENT', given]))", PAYMENT
    )
    sizes = [cell["rows"][0][0] for cell in cells]
    assert sizes[:100] == [100] * 100
    assert 50 <= sizes[100] <= 100


SLOW = """
async () => {
  const { lanes } = await import("./ask.js");
  const household = [["debt", 10000], ["card_apr", 0.134], ["monthly_budget", 900],
    ["account_balance", 50000], ["account_return", 0.05], ["loan_rate", 0.0425],
    ["loan_years", 5], ["horizon_months", 60], ["volatility", 0.15]];
  await Promise.all([excel.call("LOAN_GAIN", [household]), excel.call("LOAN_MAX", [[[80000]]])]);
  const order = [];
  const slow = excel.call("LOAN_GAIN_RISK", [household, [[20000]]]).then((cell) => {
    order.push("slow");
    return cell;
  });
  const quick = [];
  for (let row = 1; row <= 20; row++) {
    quick.push(await excel.call("LOAN_PAYMENT", [[[1200 * row]], [[0]], [[1]]]));
  }
  order.push("quick");
  return [await slow, quick, order];
}
"""


def test_a_slow_function_does_not_stall_the_others(excel):
    slow, quick, order = excel.evaluate(SLOW)
    assert order == ["quick", "slow"]
    assert [cell["rows"] for cell in quick] == [[[100 * row]] for row in range(1, 21)]
    assert len(slow["rows"]) > 3


def test_a_worker_that_dies_is_started_again_and_its_calls_are_answered(excel):
    assert excel.evaluate("given => excel.call('LOAN_PAYMENT', given)", PAYMENT)["rows"] == [[100]]
    (worker,) = excel.workers
    worker.evaluate("setTimeout(() => { throw new Error('out of memory') }, 0)")
    expect(excel.locator("#state")).to_contain_text("out of memory")
    assert excel.evaluate("given => excel.call('LOAN_PAYMENT', given)", PAYMENT)["rows"] == [[100]]
    expect(excel.locator("#state")).to_have_text("Python is ready.")
    assert len(excel.workers) == 1


#: A batch for a worker that is no longer there.
SILENT = """
async (given) => {
  const { lanes } = await import("./ask.js");
  lanes.quick.patience = 300;
  const answer = excel.call("LOAN_PAYMENT", given);
  await new Promise((ready) => setTimeout(ready, 50)); // it is sent
  lanes.quick.patience = 120000;
  return answer;
}
"""


def test_a_worker_that_is_silently_gone_is_replaced(excel):
    excel.evaluate("given => excel.call('LOAN_PAYMENT', given)", PAYMENT)
    (worker,) = excel.workers
    with excel.expect_event("worker"):
        worker.evaluate("setTimeout(() => self.close(), 0)")
        assert excel.evaluate(SILENT, PAYMENT)["rows"] == [[100]]


def test_a_call_that_kills_its_worker_twice_is_given_up_with_a_sentence(opened):
    excel = opened("excel.html")
    excel.context.route("**/worker.js", lambda route: route.abort())
    cell = excel.evaluate("given => excel.call('LOAN_PAYMENT', given)", PAYMENT)
    assert cell["error"] == "#N/A"
    assert cell["hover"].startswith("Python stopped")


def test_what_the_host_does_not_serve_is_named(opened):
    excel = opened("excel.html")
    excel.context.route("**/loan401k.zip", lambda route: route.fulfill(status=404, body=""))
    cell = excel.evaluate("given => excel.call('LOAN_PAYMENT', given)", PAYMENT)
    assert cell == {
        "error": "#N/A",
        "hover": "Python did not start: loan401k.zip is not served (404)",
    }


#: A browser that knows modules, but no workers that are modules.
NO_MODULE_WORKERS = """
const Real = Worker;
globalThis.Worker = function (url) { return new Real(url); };
"""


def test_an_old_browser_says_so_in_a_sentence(opened):
    page = opened("excel.html", NO_MODULE_WORKERS)
    assert page.locator("#old").is_visible()
    assert "This browser is too old" in page.locator("#old").inner_text()
    cell = page.evaluate("given => excel.call('LOAN_PAYMENT', given)", PAYMENT)
    assert cell["error"] == "#N/A"
    assert "too old" in cell["hover"]


def test_python_in_the_worker_has_no_way_out(excel):
    excel.evaluate("given => excel.call('LOAN_PAYMENT', given)", PAYMENT)
    (worker,) = excel.workers
    ways = "['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((way) => typeof self[way])"
    assert worker.evaluate(ways) == ["undefined"] * 4
