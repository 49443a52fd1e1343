#include "formats/tabular/json_state.hpp"

#include <optional>

namespace mutua::tabular {

namespace {

using cooperative::Address;
using cooperative::Client;
using cooperative::Entity;
using cooperative::Language;
using cooperative::Member;

Json json_of(const Address& address) {
    return {{"street", address.street},
            {"house_number", address.house_number},
            {"postal_code", address.postal_code},
            {"city", address.city},
            {"country", address.country}};
}

Address address_of(const Json& object, const char* key) {
    const Json& address = object.at(key);
    return {text_of(address, "street"), text_of(address, "house_number"),
            text_of(address, "postal_code"), text_of(address, "city"), text_of(address, "country")};
}

template <typename Tag>
Json json_of(const std::optional<cooperative::Identifier<Tag>>& identifier) {
    return identifier ? Json(identifier->text()) : Json(nullptr);
}

template <typename Identifier>
Identifier identifier_of(const Json& object, const char* key) {
    return Identifier::trusted(text_of(object, key));
}

template <typename Identifier>
std::optional<Identifier> optional_of(const Json& object, const char* key) {
    if (object.at(key).is_null()) { return std::nullopt; }
    return identifier_of<Identifier>(object, key);
}

std::optional<cooperative::Claim> claim_of(const Json& member) {
    if (!member.contains("claim")) { return std::nullopt; }
    const Json& claim = member.at("claim");
    const bool by_month = !claim.at("per_month").is_null();
    return cooperative::Claim{
        text_of(claim, "kind"), money_of(claim, "amount"),
        by_month ? std::optional{money_of(claim, "per_month")} : std::nullopt,
        claim.contains("children") ? std::optional{count_of(claim, "children")} : std::nullopt};
}

Language language_of(const Json& object, const char* key) {
    const auto language = cooperative::parse_language(text_of(object, key));
    require(language.has_value(), "an archived language is one of four");
    return *language;
}

}  // namespace

Json json_of(Money amount) { return to_string(amount); }

Json json_of(Date day) { return to_string(day); }

Json json_of(const std::vector<Date>& days) {
    Json list = Json::array();
    for (const Date day : days) { list.push_back(to_string(day)); }
    return list;
}

Json json_of(const settlement::Translations& text) {
    return {{"fr", text.fr}, {"nl", text.nl}, {"de", text.de}, {"en", text.en}};
}

Json json_of(const Entity& entity) {
    Json object{{"code", entity.code.text()},
                {"name", entity.name},
                {"address", json_of(entity.address)},
                {"enterprise_number", entity.enterprise_number.text()},
                {"vat_number", entity.vat_number.text()},
                {"iban", entity.iban.text()},
                {"bic", entity.bic.text()},
                {"employer_number", entity.employer_number.text()},
                {"email", entity.email.text()},
                {"series", entity.series}};
    if (!entity.legal_form.empty()) { object["legal_form"] = entity.legal_form; }
    return object;
}

Json json_of(const Client& client) {
    Json object{{"code", client.code.text()},
                {"name", client.name},
                {"address", json_of(client.address)},
                {"language", cooperative::to_string(client.language)},
                {"kind", client.kind},
                {"enterprise_number", json_of(client.enterprise_number)},
                {"vat_number", json_of(client.vat_number)},
                {"email", json_of(client.email)},
                {"peppol_id", json_of(client.peppol_id)},
                {"payment_terms_days",
                 client.payment_terms_days ? Json(*client.payment_terms_days) : Json(nullptr)},
                {"buyer_reference", client.buyer_reference}};
    // Later than the documents that were archived before it.
    if (client.order_reference_required) { object["order_reference_required"] = true; }
    if (client.collective_invoice) { object["collective_invoice"] = true; }
    return object;
}

Json json_of(const Member& member) {
    Json object{{"code", member.code.text()},
                {"given_name", member.given_name},
                {"family_name", member.family_name},
                {"national_number", member.national_number.text()},
                {"iban", member.iban.text()},
                {"bic", json_of(member.bic)},
                {"language", cooperative::to_string(member.language)},
                {"email", member.email.text()},
                {"address", json_of(member.address)},
                {"worker_category", member.worker_category},
                {"household", member.household},
                {"children", member.children},
                {"disabled_children", member.disabled_children},
                {"other_dependants", member.other_dependants},
                {"single_parent", member.single_parent},
                {"disabled", member.disabled},
                {"joint_committee", member.joint_committee},
                {"weekly_hours", member.weekly_hours},
                {"withholding_rate", member.withholding_rate},
                {"share_count", member.share_count}};
    if (const auto& claim = member.claim) {
        object["claim"] = {
            {"kind", claim->kind},
            {"amount", json_of(claim->amount)},
            {"per_month", claim->per_month ? json_of(*claim->per_month) : Json(nullptr)}};
        if (claim->children) { object["claim"]["children"] = *claim->children; }
    }
    if (member.student_hours_elsewhere != 0) {
        object["student_hours_elsewhere"] = member.student_hours_elsewhere;
    }
    return object;
}

std::string text_of(const Json& object, const char* key) {
    return object.at(key).get<std::string>();
}

std::int64_t count_of(const Json& object, const char* key) {
    require(object.at(key).is_number_integer(), "an archived count is a whole number");
    return object.at(key).get<std::int64_t>();
}

Money money_of(const Json& object, const char* key) {
    const auto amount = parse_money(text_of(object, key));
    require(amount.has_value(), "an archived amount has two decimals");
    return *amount;
}

Date date_of(const Json& object, const char* key) {
    const auto day = parse_date(text_of(object, key));
    require(day.has_value(), "an archived day exists");
    return *day;
}

std::vector<Date> dates_of(const Json& object, const char* key) {
    std::vector<Date> days;
    for (const Json& text : object.at(key)) {
        const auto day = parse_date(text.get<std::string>());
        require(day.has_value(), "an archived day exists");
        days.push_back(*day);
    }
    return days;
}

settlement::Translations translations_of(const Json& object, const char* key) {
    const Json& text = object.at(key);
    return {text_of(text, "fr"), text_of(text, "nl"), text_of(text, "de"), text_of(text, "en")};
}

Entity entity_of(const Json& object, const char* key) {
    const Json& entity = object.at(key);
    return {EntityCode{text_of(entity, "code")},
            text_of(entity, "name"),
            address_of(entity, "address"),
            identifier_of<cooperative::EnterpriseNumber>(entity, "enterprise_number"),
            identifier_of<cooperative::VatNumber>(entity, "vat_number"),
            identifier_of<cooperative::Iban>(entity, "iban"),
            identifier_of<cooperative::Bic>(entity, "bic"),
            identifier_of<cooperative::EmployerNumber>(entity, "employer_number"),
            identifier_of<cooperative::Email>(entity, "email"),
            static_cast<int>(count_of(entity, "series")),
            entity.contains("legal_form") ? text_of(entity, "legal_form") : std::string{}};
}

Client client_of(const Json& object, const char* key) {
    const Json& client = object.at(key);
    const bool has_terms = !client.at("payment_terms_days").is_null();
    return {ClientCode{text_of(client, "code")},
            text_of(client, "name"),
            address_of(client, "address"),
            language_of(client, "language"),
            text_of(client, "kind"),
            optional_of<cooperative::EnterpriseNumber>(client, "enterprise_number"),
            optional_of<cooperative::VatNumber>(client, "vat_number"),
            optional_of<cooperative::Email>(client, "email"),
            optional_of<cooperative::PeppolId>(client, "peppol_id"),
            has_terms ? std::optional{count_of(client, "payment_terms_days")} : std::nullopt,
            text_of(client, "buyer_reference"),
            client.contains("order_reference_required"),
            client.contains("collective_invoice")};
}

Member member_of(const Json& object, const char* key) {
    const Json& member = object.at(key);
    return {MemberCode{text_of(member, "code")},
            text_of(member, "given_name"),
            text_of(member, "family_name"),
            identifier_of<cooperative::NationalNumber>(member, "national_number"),
            identifier_of<cooperative::Iban>(member, "iban"),
            optional_of<cooperative::Bic>(member, "bic"),
            language_of(member, "language"),
            identifier_of<cooperative::Email>(member, "email"),
            address_of(member, "address"),
            text_of(member, "worker_category"),
            text_of(member, "household"),
            count_of(member, "children"),
            count_of(member, "disabled_children"),
            count_of(member, "other_dependants"),
            member.at("single_parent").get<bool>(),
            member.at("disabled").get<bool>(),
            text_of(member, "joint_committee"),
            text_of(member, "weekly_hours"),
            text_of(member, "withholding_rate"),
            count_of(member, "share_count"),
            claim_of(member),
            member.contains("student_hours_elsewhere") ? count_of(member, "student_hours_elsewhere")
                                                       : 0};
}

Json json_of_notes(const std::vector<settlement::ProvisionalNote>& notes) {
    Json list = Json::array();
    for (const settlement::ProvisionalNote& note : notes) {
        list.push_back({{"figure", note.figure}, {"label", json_of(note.label)}});
    }
    return list;
}

std::vector<settlement::ProvisionalNote> notes_of(const Json& list) {
    std::vector<settlement::ProvisionalNote> notes;
    for (const Json& note : list) {
        notes.push_back({text_of(note, "figure"), translations_of(note, "label")});
    }
    return notes;
}

Json json_of_causes(const std::vector<settlement::DifferenceCause>& causes) {
    Json list = Json::array();
    for (const settlement::DifferenceCause& cause : causes) {
        list.push_back({{"cause", to_string(cause.kind)},
                        {"what", cause.what},
                        {"before", cause.before},
                        {"now", cause.now}});
    }
    return list;
}

std::vector<settlement::DifferenceCause> causes_of(const Json& list) {
    std::vector<settlement::DifferenceCause> causes;
    for (const Json& cause : list) {
        const auto kind = settlement::parse_difference_cause(text_of(cause, "cause"));
        require(kind.has_value(), "an archived cause is one of three");
        causes.push_back(
            {*kind, text_of(cause, "what"), text_of(cause, "before"), text_of(cause, "now")});
    }
    return causes;
}

int format_of(const settlement::Payslip& payslip) {
    if (payslip.form > 2) { return payslip.form; }
    return payslip.member.claim || !payslip.withheld_for_creditors.is_zero() ? 2 : 1;
}

bool has_place(const settlement::PayslipAmount& amount, int format) {
    return format > 1 || amount.amount != &settlement::PayAmounts::withheld_for_creditors;
}

std::string archived(const Json& document) { return document.dump(2) + "\n"; }

}  // namespace mutua::tabular
