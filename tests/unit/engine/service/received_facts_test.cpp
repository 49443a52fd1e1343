// One partner has one id, however its documents write its numbers. BE0999001119 and BE0999002208
// pass the check of the register.
#include "engine/service/received_facts.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mutua::service {

TEST_CASE("a partner is known by one id", "[service]") {
    struct Row {
        const char* why;
        settlement::SchemedId legal_id;
        settlement::SchemedId endpoint;
        const char* vat_number;
        const char* id;
    };
    const auto row = GENERATE(values<Row>({
        {"the register", {"0208", "0999001119"}, {}, "BE0999001119", "BE0999001119"},
        {"the register before VAT", {"0208", "0999.001.119"}, {}, "BE0999002208", "BE0999001119"},
        {"a Belgian address", {}, {"0208", "0999001119"}, "be 0999.001.119", "BE0999001119"},
        {"one made of VAT", {}, {"9925", "BE0999001119"}, "", "BE0999001119"},
        {"VAT alone", {}, {}, "BE0999001119", "BE0999001119"},
        {"VAT with dots", {}, {}, "BE0999.001.119", "BE0999001119"},
        {"VAT in small letters with blanks", {}, {}, "be 0999 001 119", "BE0999001119"},
        {"VAT that fails its check", {}, {}, "be 0999.001.118", "BE0999001118"},
        {"another country", {"0106", "12345678"}, {"0106", "12345678"}, "nl 1.B01", "NL1B01"},
        {"another register", {"0106", "12345678"}, {"0088", "1"}, "", "0106:12345678"},
        {"an address alone", {}, {"0088", "7300010000001"}, "", "0088:7300010000001"},
        {"a name alone", {}, {}, "", "Atelier Commun SC"},
    }));
    CAPTURE(row.why);
    settlement::TradeDocument document;
    document.seller.name = "Atelier Commun SC";
    document.seller.legal_id = row.legal_id;
    document.seller.endpoint = row.endpoint;
    document.seller.vat_number = row.vat_number;
    CHECK(received_facts(document, store::OurRole::buyer).partner_id == row.id);
}

}  // namespace mutua::service
