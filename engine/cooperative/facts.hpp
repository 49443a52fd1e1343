#pragma once

#include "engine/cooperative/identifier.hpp"
#include "engine/core/date.hpp"
#include "engine/core/id.hpp"
#include "engine/core/money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The facts: who works, who buys, what was done. No rules, no documents.
namespace mutua::cooperative {

/// Language of a person or a document: fr, nl, de, en.
enum class Language : std::uint8_t { fr, nl, de, en };

struct Address {
    std::string street;
    std::string house_number;
    std::string postal_code;
    std::string city;
    std::string country;  ///< ISO 3166-1 alpha-2
    friend bool operator==(const Address&, const Address&) = default;
};

/// The legal entity that invoices and employs.
struct Entity {
    EntityCode code;
    std::string name;
    Address address;
    EnterpriseNumber enterprise_number;
    VatNumber vat_number;
    Iban iban;
    Bic bic;
    EmployerNumber employer_number;
    Email email;
    int series = 1;            ///< one digit: first of the structured communication
    std::string legal_form{};  ///< with court and register, as on paper; may be empty
};

/// What creditors claim of a member's pay.
struct Claim {
    std::string kind;                ///< of the rules' enum: garnishment, assignment, maintenance
    Money amount;                    ///< all that was claimed by this kind so far, paid or not
    std::optional<Money> per_month;  ///< what a judgment lets be taken, or a cap; absent: no cap
    std::optional<std::int64_t> children{};  ///< that the limits count; absent: those of the tax
    friend bool operator==(const Claim&, const Claim&) = default;
};

/// A person who works through the entity.
struct Member {
    MemberCode code;
    std::string given_name;
    std::string family_name;
    NationalNumber national_number;
    Iban iban;
    std::optional<Bic> bic;
    Language language = Language::en;
    Email email;
    Address address;
    std::string worker_category;  ///< name of the rules' enum: white_collar, artist …
    std::string household;        ///< single, spouse_with_income, spouse_without_income
    std::int64_t children = 0;
    std::int64_t disabled_children = 0;
    std::int64_t other_dependants = 0;
    bool single_parent = false;
    bool disabled = false;
    std::string joint_committee;   ///< empty: the rules decide
    std::string weekly_hours;      ///< decimal text; empty: full time of the rules
    std::string withholding_rate;  ///< percent as decimal text ("18.00"); empty: none chosen
    std::int64_t share_count = 0;
    std::optional<Claim> claim{};              ///< sensitive: only on the member's own slips
    std::int64_t student_hours_elsewhere = 0;  ///< of the year's quota, with other employers
};

/// Who buys the service.
struct Client {
    ClientCode code;
    std::string name;
    Address address;
    Language language = Language::en;
    std::string kind;  ///< company organiser public private
    std::optional<EnterpriseNumber> enterprise_number;
    std::optional<VatNumber> vat_number;
    std::optional<Email> email;
    std::optional<PeppolId> peppol_id;               ///< absent: invoiced on paper
    std::optional<std::int64_t> payment_terms_days;  ///< absent: the cooperative's
    std::string buyer_reference;
    bool order_reference_required = false;  ///< it pays only invoices that name its order
    bool collective_invoice = false;        ///< it wants what is planned together on one invoice
};

/// A member's statement of a service.
struct Declaration {
    DeclarationCode code;
    MemberCode member;
    ClientCode client;
    std::string description;
    std::vector<Date> work_dates;       ///< rising, each once, at least one
    std::int64_t hours_hundredths = 0;  ///< 7.60 hours is 760
    Money price;                        ///< before VAT
    Money expenses;
    std::string vat_treatment;  ///< empty: the rules decide
    std::string vat_reason;
    std::string order_reference;
    std::string joint_committee;
    std::string place_country;     ///< of the work or the delivery; empty: Belgium
    std::string service_nature{};  ///< name of the rules' enum; empty: of no special nature
};

[[nodiscard]] std::string_view to_string(Language language);
[[nodiscard]] std::optional<Language> parse_language(std::string_view text);

}  // namespace mutua::cooperative
