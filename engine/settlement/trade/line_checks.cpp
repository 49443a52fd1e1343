#include "engine/cooperative/code_lists.hpp"
#include "engine/settlement/trade/trade_amounts.hpp"
#include "engine/settlement/trade/trade_codes.hpp"
#include "engine/settlement/trade/trade_faults.hpp"

#include <set>

namespace mutua::settlement {

namespace {

/// The longest number that is written.
constexpr unsigned decimals_max = 20;

bool ends(const Decimal& value) {
    const auto decimals = decimals_of(value);
    return decimals && *decimals <= decimals_max;
}

void check_adjustment(const std::string& where, const Adjustment& each, Currency currency,
                      TradeFaults& faults) {
    const bool is_allowance = each.kind == AdjustmentKind::allowance;
    const std::string what = where + (is_allowance ? "an allowance" : "a charge");
    faults.expect(!each.reason.empty() || !each.reason_code.empty(), "D120",
                  what + " has no reason",
                  is_allowance ? "say why: 95 is a discount" : "say why: FC is freight");
    faults.expect(each.reason_code.empty() || is_reason_code(each.kind, each.reason_code), "D134",
                  what + ": `" + each.reason_code + "` is no reason that we use",
                  is_allowance ? "write 95 for a discount, 100 for a special rebate, or words only"
                               : "write FC for freight, ABL for packaging, or words only");
    if (!each.percent) {
        faults.expect(each.amount.currency() == currency, "D131", what + " is in another currency",
                      "write it in the document's currency");
        faults.expect(!each.base, "D129", what + " has a base and no percentage",
                      "write the percentage, or the amount alone");
        return;
    }
    faults.expect(ends(*each.percent), "D129", what + ": the digits of its percentage never end",
                  "write the amount instead of the percentage");
    faults.expect(!each.base || each.base->currency() == currency, "D131",
                  what + ": its base is in another currency",
                  "write it in the document's currency");
}

void check_price(const std::string& where, const TradeLine& line, TradeFaults& faults) {
    const TradePrice& price = line.price;
    faults.expect(price.net >= 0, "D129", where + "the price is negative",
                  "write a negative quantity instead");
    faults.expect(!price.discount || *price.discount >= 0, "D129",
                  where + "the discount in the price is negative", "write a higher price instead");
    const bool has_base = !price.base_quantity || *price.base_quantity > 0;
    faults.expect(has_base, "D129", where + "the price is for no positive quantity",
                  "write the quantity that the price is for, or leave it out");
    faults.expect(ends(line.quantity), "D129", where + "the digits of the quantity never end",
                  "write a quantity that ends: 20 minutes instead of a third of an hour");
    const auto written = with_ending_digits(price);
    const bool can_be_written = written && ends(written->net) &&
                                (!written->discount || ends(*written->discount)) &&
                                (!written->base_quantity || ends(*written->base_quantity));
    faults.expect(can_be_written, "D129", where + "the price cannot be written in digits",
                  "give the total, and the quantity that it is for");
}

void check_item(const std::string& where, const TradeItem& item, TradeFaults& faults) {
    faults.expect(!item.name.empty(), "D120", where + "what was sold has no name", "name it");
    faults.expect(item.origin_country.empty() || cooperative::is_country(item.origin_country),
                  "D134", where + "`" + item.origin_country + "` is no country of origin",
                  "write its two letters: BE");
    faults.expect(item.standard_id.empty() || !item.standard_id.scheme.empty(), "D123",
                  where + "the standard number of the item has no scheme",
                  "write 0160 for a GTIN, or give the seller's number");
    for (const Classification& each : item.classifications) {
        faults.expect(!each.list.empty() && !each.code.empty(), "D120",
                      where + "a class of the item lacks its list or its code",
                      "write both: the common procurement vocabulary is list STI");
    }
    for (const ItemProperty& each : item.properties) {
        faults.expect(!each.name.empty() && !each.value.empty(), "D120",
                      where + "a property of the item lacks its name or its value", "write both");
    }
}

void check_line(const TradeLine& line, Currency currency, TradeFaults& faults) {
    const std::string where = "line " + line.id + ": ";
    faults.expect(is_unit(line.unit), line.unit.empty() ? "D120" : "D134",
                  where + (line.unit.empty() ? "there is no unit"
                                             : "`" + line.unit + "` is no unit that we use"),
                  "write HUR (hours), DAY (days), C62 (pieces), KMT (km), KWH (kWh) or the like");
    check_price(where, line, faults);
    check_item(where, line.item, faults);
    for (const Adjustment& each : line.adjustments) {
        check_adjustment(where, each, currency, faults);
    }
}

}  // namespace

void check_lines(const TradeDocument& document, TradeFaults& faults) {
    faults.expect(!document.lines.empty(), "D120", "the document has no line",
                  "write what was sold");
    faults.expect(document.lines.size() <= lines_max, "D129",
                  "the document has more than a hundred thousand lines", "split it");
    std::set<std::string_view> ids;
    for (const TradeLine& line : document.lines) {
        faults.expect(!line.id.empty(), "D120", "a line has no number", "number the lines from 1");
        faults.expect(line.id.empty() || ids.insert(line.id).second, "D135",
                      "line " + line.id + ": another line has the same number",
                      "number the lines from 1");
        check_line(line, document.currency, faults);
    }
    for (const DocumentAdjustment& each : document.adjustments) {
        check_adjustment("", each, document.currency, faults);
    }
}

}  // namespace mutua::settlement
