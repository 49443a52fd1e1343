#pragma once

#include "engine/core/result.hpp"
#include "engine/settlement/trade/trade_draft.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace mutua::settlement {

/// Collects what is wrong with one document, under its number.
class TradeFaults {
public:
    explicit TradeFaults(std::string number) : number_{std::move(number)} {}

    void add(const char* code, std::string message, std::string help) {
        SourcePosition where;
        where.file = number_;
        found_.push_back(problem(code, std::move(message), std::move(help), std::move(where)));
    }
    /// Adds unless `holds`.
    void expect(bool holds, const char* code, std::string_view message, std::string_view help) {
        if (!holds) { add(code, std::string{message}, std::string{help}); }
    }
    [[nodiscard]] bool has(std::string_view code) const {
        return std::any_of(found_.begin(), found_.end(),
                           [code](const Diagnostic& found) { return found.code == code; });
    }
    [[nodiscard]] bool empty() const noexcept { return found_.empty(); }
    [[nodiscard]] Diagnostics take() { return std::move(found_); }

private:
    std::string number_;
    Diagnostics found_;
};

/// Each looks at one part of a draft; none of them computes an amount.
void check_heading(const TradeDraft& draft, TradeFaults& faults);
void check_parties(const TradeDocument& document, TradeFaults& faults);
void check_payment(const TradeDocument& document, TradeFaults& faults);
void check_lines(const TradeDocument& document, TradeFaults& faults);
void check_vat(const TradeDraft& draft, TradeFaults& faults);
void check_attachments(const TradeDocument& document, TradeFaults& faults);
void check_texts(const TradeDraft& draft, TradeFaults& faults);

/// Looks at the amounts once they are known.
void check_totals(const TradeDocument& document, TradeFaults& faults);

}  // namespace mutua::settlement
