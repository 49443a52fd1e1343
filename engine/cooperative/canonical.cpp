#include "engine/cooperative/canonical.hpp"

#include <string_view>

namespace mutua::cooperative {

namespace {

/// Collects `name:length:value` lines.
class CanonicalText {
public:
    explicit CanonicalText(std::string_view kind) {
        text_.reserve(512);
        text_.append(kind).append("\n");
    }

    CanonicalText& add(std::string_view name, std::string_view value) {
        if (value.empty()) { return *this; }
        text_.append(name).append(":").append(std::to_string(value.size()));
        text_.append(":").append(value).append("\n");
        return *this;
    }
    CanonicalText& add_number(std::string_view name, std::int64_t value) {
        return value == 0 ? *this : add(name, std::to_string(value));
    }
    CanonicalText& add_flag(std::string_view name, bool value) {
        return value ? add(name, "yes") : *this;
    }
    template <typename Tag>
    CanonicalText& add_optional(std::string_view name,
                                const std::optional<Identifier<Tag>>& value) {
        return value ? add(name, value->text()) : *this;
    }
    CanonicalText& add_address(const Address& address) {
        return add("street", address.street)
            .add("house_number", address.house_number)
            .add("postal_code", address.postal_code)
            .add("city", address.city)
            .add("country", address.country);
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

std::string joined(const std::vector<Date>& days) {
    std::string text;
    for (const Date day : days) {
        if (!text.empty()) { text += ';'; }
        text += mutua::to_string(day);
    }
    return text;
}

}  // namespace

std::string canonical_bytes(const Member& member) {
    CanonicalText text{"member/1"};
    text.add("member_id", member.code.text())
        .add("given_name", member.given_name)
        .add("family_name", member.family_name)
        .add("national_number", member.national_number.text())
        .add("iban", member.iban.text())
        .add_optional("bic", member.bic)
        .add("language", to_string(member.language))
        .add("email", member.email.text())
        .add_address(member.address)
        .add("worker_category", member.worker_category)
        .add("household", member.household)
        .add_number("children", member.children)
        .add_number("disabled_children", member.disabled_children)
        .add_number("other_dependants", member.other_dependants)
        .add_flag("single_parent", member.single_parent)
        .add_flag("disabled", member.disabled)
        .add("joint_committee", member.joint_committee)
        .add("weekly_hours", member.weekly_hours)
        .add("withholding_rate", member.withholding_rate)
        .add_number("share_count", member.share_count);
    if (const auto& claim = member.claim) {
        text.add("claim", claim->kind)
            .add_number("claim_amount_minor", claim->amount.minor_units())
            .add_number("claim_per_month_minor", claim->per_month.value_or(Money{}).minor_units());
        if (claim->children) { text.add_number("claim_children", *claim->children); }
    }
    if (member.student_hours_elsewhere != 0) {
        text.add_number("student_hours_elsewhere", member.student_hours_elsewhere);
    }
    return text.take();
}

std::string canonical_bytes(const Client& client) {
    CanonicalText text{"client/1"};
    text.add("client_id", client.code.text())
        .add("name", client.name)
        .add_address(client.address)
        .add("language", to_string(client.language))
        .add("kind", client.kind)
        .add_optional("enterprise_number", client.enterprise_number)
        .add_optional("vat_number", client.vat_number)
        .add_optional("email", client.email)
        .add_optional("peppol_id", client.peppol_id);
    // Zero days is a term of its own ("at once"), not the absence of one.
    if (client.payment_terms_days) {
        text.add("payment_terms_days", std::to_string(*client.payment_terms_days));
    }
    return text.add("buyer_reference", client.buyer_reference)
        .add_flag("order_reference_required", client.order_reference_required)
        .add_flag("collective_invoice", client.collective_invoice)
        .take();
}

std::string canonical_bytes(const Declaration& declaration) {
    return CanonicalText{"declaration/1"}
        .add("declaration_id", declaration.code.text())
        .add("member_id", declaration.member.text())
        .add("client_id", declaration.client.text())
        .add("description", declaration.description)
        .add("work_dates", joined(declaration.work_dates))
        .add_number("hours_hundredths", declaration.hours_hundredths)
        .add("price", mutua::to_string(declaration.price))
        .add("price_currency", mutua::to_string(declaration.price.currency()))
        .add_number("expenses_minor", declaration.expenses.minor_units())
        .add("vat_treatment", declaration.vat_treatment)
        .add("vat_reason", declaration.vat_reason)
        .add("order_reference", declaration.order_reference)
        .add("joint_committee", declaration.joint_committee)
        .add("place_country", declaration.place_country)
        .add("service_nature", declaration.service_nature)
        .take();
}

std::vector<std::pair<std::string, std::string>> facts_of(const Entity& entity) {
    std::vector<std::pair<std::string, std::string>> facts{
        {"code", entity.code.text()},
        {"name", entity.name},
        {"street", entity.address.street},
        {"house_number", entity.address.house_number},
        {"postal_code", entity.address.postal_code},
        {"city", entity.address.city},
        {"country", entity.address.country},
        {"enterprise_number", entity.enterprise_number.text()},
        {"vat_number", entity.vat_number.text()},
        {"iban", entity.iban.text()},
        {"bic", entity.bic.text()},
        {"onss_number", entity.employer_number.text()},
        {"email", entity.email.text()},
        {"series", std::to_string(entity.series)}};
    // Later than the others: without it the facts are those of before.
    if (!entity.legal_form.empty()) { facts.emplace_back("legal_form", entity.legal_form); }
    return facts;
}

}  // namespace mutua::cooperative
