#pragma once

#include "engine/core/date.hpp"
#include "engine/core/decimal.hpp"
#include "engine/core/money.hpp"
#include "engine/core/result.hpp"
#include "engine/settlement/trade/trade_party.hpp"
#include "formats/xml/document.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ubl {

/// One reading: its findings, and what all parts of the document share.
class Reading {
public:
    explicit Reading(std::string file) : file_{std::move(file)} {}

    void missing(const xml::Element& parent, std::string_view name);
    void unreadable(const xml::Element& element, const std::string& value, const char* what,
                    const char* help);
    void unread(const xml::Element& parent, const xml::Element& element);
    void note(Diagnostic found) { faults_.push_back(std::move(found)); }

    [[nodiscard]] bool has_fault() const noexcept { return !faults_.empty(); }
    /// In the order of the file.
    [[nodiscard]] Diagnostics faults();
    /// One warning a name, with its count and first line.
    [[nodiscard]] Diagnostics notices() const;
    [[nodiscard]] SourcePosition place(const xml::Element& element) const;

    Currency currency = Currency::eur;
    bool is_credit = false;
    std::string creditor;  ///< of a direct debit, found among the numbers of the payee

private:
    struct Unread {
        std::size_t count = 0;
        std::size_t line = 0;
    };

    std::string file_;
    Diagnostics faults_;
    std::map<std::string, Unread> unread_;
};

/// The elements directly below one, each taken once. What nobody took is told when it goes.
class Fields {
public:
    Fields(Reading& reading, const xml::Element& element);
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;
    ~Fields() = default;

    /// Says which elements were left. Call it once all that is known has been asked for.
    void finish();

    /// The first of that name that was not yet taken.
    [[nodiscard]] std::optional<xml::Element> take(std::string_view name);
    [[nodiscard]] std::vector<xml::Element> take_all(std::string_view name);
    /// Known, and of no consequence.
    void pass(std::string_view name) {
        while (take(name)) {}
    }
    /// Goes into the first of that name, if any; true when there was one.
    template <typename Read>
    bool within(std::string_view name, Read&& read) {
        const auto element = take(name);
        if (!element) { return false; }
        Fields inner{reading_, *element};
        read(inner);
        inner.finish();
        return true;
    }
    template <typename Read>
    void within_each(std::string_view name, Read&& read) {
        for (const xml::Element& element : take_all(name)) {
            Fields inner{reading_, element};
            read(inner);
            inner.finish();
        }
    }

    /// Text of the element; empty when absent.
    [[nodiscard]] std::string text(std::string_view name);
    /// The same, and a fault when absent.
    [[nodiscard]] std::string required_text(std::string_view name);
    [[nodiscard]] settlement::SchemedId id(std::string_view name);
    [[nodiscard]] std::optional<Date> day(std::string_view name);
    [[nodiscard]] std::optional<Decimal> number(std::string_view name);
    [[nodiscard]] Decimal required_number(std::string_view name);
    /// An amount in the document's currency.
    [[nodiscard]] std::optional<Money> amount(std::string_view name);
    [[nodiscard]] Money required_amount(std::string_view name);
    /// A price: a number of any decimals, in the document's currency.
    [[nodiscard]] std::optional<Decimal> price(std::string_view name);

    [[nodiscard]] Reading& reading() noexcept { return reading_; }
    [[nodiscard]] const xml::Element& element() const noexcept { return element_; }

private:
    void check_currency(const xml::Element& element);

    Reading& reading_;
    xml::Element element_;
    std::vector<xml::Element> children_;
    std::vector<bool> is_taken_;
};

/// An amount of any currency: text of the element, hundredths at most.
[[nodiscard]] std::optional<Money> money_of(const std::string& text, Currency currency);
/// A number as XML schema writes it: "1.50", "+1", ".5", "1.".
[[nodiscard]] std::optional<Decimal> number_of(std::string_view text);

}  // namespace mutua::ubl
