#pragma once

#include "engine/cooperative/facts.hpp"
#include "engine/settlement/breakdown.hpp"
#include "engine/settlement/difference.hpp"
#include "engine/settlement/invoice.hpp"
#include "engine/settlement/payslip.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The pieces that archived documents share, as JSON and back. Amounts are texts with two decimals,
/// days ISO 8601, absent values null; keys stand in a fixed order and are all there, but for those
/// of a later format in a document of an earlier one.
/// Errors: reading what these functions did not write throws ContractViolation or the library's
///         own exception; `archived` below turns the latter into the former.
namespace mutua::tabular {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json json_of(Money amount);
[[nodiscard]] Json json_of(Date day);
[[nodiscard]] Json json_of(const std::vector<Date>& days);
[[nodiscard]] Json json_of(const settlement::Translations& text);
[[nodiscard]] Json json_of(const cooperative::Entity& entity);
[[nodiscard]] Json json_of(const cooperative::Client& client);
[[nodiscard]] Json json_of(const cooperative::Member& member);
[[nodiscard]] Json json_of(const settlement::Payslip& payslip);
[[nodiscard]] Json json_of(const settlement::Invoice& invoice);

[[nodiscard]] Json json_of_notes(const std::vector<settlement::ProvisionalNote>& notes);
[[nodiscard]] Json json_of_causes(const std::vector<settlement::DifferenceCause>& causes);

[[nodiscard]] std::string text_of(const Json& object, const char* key);
[[nodiscard]] std::int64_t count_of(const Json& object, const char* key);
[[nodiscard]] Money money_of(const Json& object, const char* key);
[[nodiscard]] Date date_of(const Json& object, const char* key);
[[nodiscard]] std::vector<Date> dates_of(const Json& object, const char* key);
[[nodiscard]] settlement::Translations translations_of(const Json& object, const char* key);
[[nodiscard]] cooperative::Entity entity_of(const Json& object, const char* key);
[[nodiscard]] cooperative::Client client_of(const Json& object, const char* key);
[[nodiscard]] cooperative::Member member_of(const Json& object, const char* key);
[[nodiscard]] settlement::Payslip payslip_of(const Json& object);
[[nodiscard]] std::vector<settlement::ProvisionalNote> notes_of(const Json& list);
[[nodiscard]] settlement::Invoice invoice_of(const Json& object);
[[nodiscard]] std::vector<settlement::DifferenceCause> causes_of(const Json& list);

/// The format of a document with that payslip in it: its form, where that is 3. Before that 2 where
/// creditors are named, for whom format 1 has no place. So what was archived is written as it was.
[[nodiscard]] int format_of(const settlement::Payslip& payslip);

/// True when a document of that format holds the amount.
[[nodiscard]] bool has_place(const settlement::PayslipAmount& amount, int format);

/// The bytes that are archived: indented by two blanks, UTF-8, a line feed at the end.
[[nodiscard]] std::string archived(const Json& document);

/// The document inside archived bytes, which must be a JSON object whose `document` is `kind` and
/// whose `format` is at most `newest`. `read` makes the value from it.
template <typename Read>
auto from_archive(std::string_view bytes, std::string_view kind, int newest, Read&& read) {
    try {
        const Json document = Json::parse(bytes);
        require(document.at("document").get<std::string>() == kind, "the document is of that kind");
        const int format = document.at("format").get<int>();
        require(format >= 1 && format <= newest, "the document's format is known");
        return read(document);
    } catch (const Json::exception&) {
        throw ContractViolation{"broken promise: archived JSON is as mutua wrote it"};
    }
}

}  // namespace mutua::tabular
