#pragma once

#include "engine/cooperative/identifier.hpp"
#include "engine/settlement/trade/trade_document.hpp"
#include "tests/support/sample_drafts.hpp"

#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

/// Facts made by chance, the same ones for the same seed, that pass their check digits.
namespace mutua::test {

/// Numbers, texts and parties.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_{seed} {}

    /// 0 to `limit` − 1.
    std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
    }
    bool one_in(std::uint64_t times) { return below(times) == 0; }

    template <typename Value>
    Value one_of(std::initializer_list<Value> values) {
        return *(values.begin() + static_cast<std::ptrdiff_t>(below(values.size())));
    }
    std::string one_of(std::initializer_list<const char*> values) {
        return *(values.begin() + static_cast<std::ptrdiff_t>(below(values.size())));
    }

    std::string digits(std::size_t count) {
        std::string text;
        while (text.size() < count) { text += static_cast<char>('0' + below(10)); }
        return text;
    }

    /// One to six words with what markup and careless writers trip over.
    std::string text() {
        std::string words = word();
        for (std::uint64_t more = below(6); more > 0; --more) {
            words += one_of({" ", " ", " ", " & ", "\n", "  "}) + word();
        }
        return words;
    }
    std::string text_or_none(std::uint64_t times) { return one_in(times) ? text() : ""; }
    std::string code() { return one_of({"PO-", "A", "2026/", "réf-"}) + digits(5); }
    std::string code_or_none(std::uint64_t times) { return one_in(times) ? code() : ""; }

    Date day() { return add_days(samples::day(2026, 1, 1), static_cast<int>(below(365))); }

    std::string enterprise_number() {
        while (true) {
            const auto number =
                cooperative::parse_enterprise_number(one_of({"0", "1"}) + digits(9));
            if (number) { return number->text(); }
        }
    }
    std::string vat_number(const std::string& country) {
        const bool is_long = country == "BE" || country == "FR" || country == "NL";
        while (true) {
            std::string number = country + digits(is_long ? 10 : 9);
            if (country == "BE") { number = "BE" + enterprise_number(); }
            if (country == "NL") { number = "NL" + digits(9) + "B" + digits(2); }
            if (country == "FR") { number = "FR" + digits(11); }
            if (country == "LU") { number = "LU" + digits(8); }
            const auto read = cooperative::parse_vat_number(number);
            if (read && read->text() == number) { return number; }
        }
    }
    std::string iban() {
        const std::string ten = digits(10);
        for (int check = 0; check < 98 * 98; ++check) {
            const auto two = [](int value) {
                return (value < 10 ? "0" : "") + std::to_string(value);
            };
            const auto read =
                cooperative::parse_iban("BE" + two(check / 98) + ten + two(check % 98));
            if (read) { return read->text(); }
        }
        return samples::entity().iban.text();
    }
    std::string location_number() {
        const std::string twelve = digits(12);
        int sum = 0;
        for (std::size_t at = 0; at < 12; ++at) {
            sum += (twelve[at] - '0') * (at % 2 == 0 ? 1 : 3);
        }
        return twelve + std::to_string((10 - sum % 10) % 10);
    }

    settlement::SchemedId identifier() {
        switch (below(4)) {
            case 0:
                return {"0088", location_number()};
            case 1:
                return {"0060", digits(9)};
            case 2:
                return {"0208", enterprise_number()};
            default:
                return {"", code()};
        }
    }

    settlement::TradeAddress address(const std::string& country) {
        settlement::TradeAddress address;
        address.street = text();
        address.additional_street = text_or_none(5);
        address.line = text_or_none(9);
        address.city = text();
        address.postal_code = digits(4);
        address.subdivision = text_or_none(9);
        address.country = country;
        return address;
    }

    settlement::TradeSeller seller() {
        settlement::TradeSeller seller;
        party(seller, "BE");
        seller.legal_form = one_of({"", "SC · RPM Bruxelles", "BV, RPR Gent"});
        if (one_in(5)) { seller.identifiers = {identifier()}; }
        if (one_in(9)) { seller.identifiers.push_back(identifier()); }
        if (one_in(9)) { seller.tax_registration = {"TAX", code()}; }
        return seller;
    }

    settlement::TradeBuyer buyer(const std::string& country) {
        settlement::TradeBuyer buyer;
        party(buyer, country);
        if (one_in(5)) { buyer.identifier = identifier(); }
        return buyer;
    }

private:
    std::string word() {
        return one_of({"Régie", "son", "l'été", "<b>", "\"x\"", "100 %", "€", "]]>", "#ABC#",
                       "Łódź", "ﬁn", "’", "Straße", "A&B", "2026-11", "–", "Ωmega", "日本"});
    }

    settlement::SchemedId endpoint(const std::string& country,
                                   const settlement::TradeParty& party) {
        if (country == "BE" && !party.vat_number.empty() && one_in(6)) {
            return {"9925", party.vat_number};
        }
        if (country == "BE") { return party.legal_id; }
        if (country == "DE") { return {"9930", party.vat_number}; }
        if (country == "FR") { return {"9957", party.vat_number}; }
        return {"0088", location_number()};
    }

    void party(settlement::TradeParty& party, const std::string& country) {
        party.name = text();
        party.trading_name = text_or_none(2);
        if (country == "BE") {
            party.legal_id = {"0208", enterprise_number()};
            party.vat_number = "BE" + party.legal_id.value;
        } else if (country != "US") {
            party.vat_number = vat_number(country);
        }
        if (country == "US") { party.legal_id = {"0060", digits(9)}; }
        party.endpoint = endpoint(country, party);
        party.address = address(country);
        if (one_in(3)) {
            party.contact = {text_or_none(2), one_of({"", "+32 2 555 01 02"}),
                             one_of({"", "compta@exemple.example"})};
        }
    }

    std::mt19937_64 engine_;
};

}  // namespace mutua::test
