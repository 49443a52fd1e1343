#include "engine/service/review.hpp"

#include "engine/cooperative/personal_number.hpp"
#include "engine/service/declared_hours.hpp"
#include "engine/service/late_work.hpp"
#include "engine/store/review_repository.hpp"
#include "engine/store/ruleset_repository.hpp"
#include "engine/store/unit_of_work.hpp"

#include <set>

namespace mutua::service {

namespace {

using store::DeclarationStatus;
using store::StoredDeclaration;
using Outcome = Reviewed::Outcome;

std::vector<StoredDeclaration> under_review(store::FactRepository& facts,
                                            const std::vector<DeclarationCode>& codes,
                                            std::vector<Reviewed>& results) {
    if (codes.empty()) {
        store::DeclarationFilter filter;
        filter.status = DeclarationStatus::submitted;
        return facts.declarations(filter);
    }
    std::vector<StoredDeclaration> found;
    std::set<DeclarationCode> seen;  // A code that is named twice is decided once.
    for (const DeclarationCode& code : codes) {
        if (!seen.insert(code).second) { continue; }
        if (auto one = facts.declaration(code)) {
            found.push_back(std::move(*one));
        } else {
            results.push_back({code, Outcome::unknown, {}, {}});
        }
    }
    return found;
}

/// What was told when the declaration came in, and what whoever accepts it has to see again: its
/// texts are printed from then on.
settlement::CheckFinding personal_number_finding(const cooperative::FieldWithNumber& found) {
    const std::string shown = "`" + cooperative::redacted(found.number.text) + "`";
    const bool account = found.number.kind == cooperative::PersonalNumber::Kind::iban;
    return {Severity::warning,
            "I129",
            "",
            std::string{found.field},
            {shown + (account ? " est un numéro de compte" : " est un numéro national") +
                 ", que d'autres vont lire",
             shown + (account ? " is een rekeningnummer" : " is een rijksregisternummer") +
                 ", dat anderen zullen lezen",
             shown + (account ? " ist eine Kontonummer" : " ist eine Nationalnummer") +
                 ", die andere lesen werden",
             shown + (account ? " is an account number" : " is a national number") +
                 ", which others will read"}};
}

Reviewed review(store::FactRepository& facts, store::ReviewRepository& reviews,
                settlement::Rulebook& rules, PaidMonths& paid, DeclaredHours& hours,
                const StoredDeclaration& stored, Date today) {
    Reviewed result{stored.declaration.code, Outcome::unchanged, {}, {}};
    if (stored.status != DeclarationStatus::submitted) { return result; }
    const auto member = facts.employed(stored.declaration);
    const auto client = facts.client(stored.declaration.client);
    require(member && client, "a declaration's member and client are in the store");
    const auto assessed = settlement::assess(
        rules, {stored.declaration, *member, *client, today, hours.beside(stored.declaration)});
    result.outcome = Outcome::refused;
    if (!assessed) {
        result.faults = assessed.error();
        return result;
    }
    result.findings = assessed->findings;
    if (auto late = paid.finding(stored.declaration, member->worker_category)) {
        result.findings.push_back(std::move(*late));
    }
    for (const auto& found : cooperative::personal_numbers_in(stored.declaration, today)) {
        result.findings.push_back(personal_number_finding(found));
    }
    if (!assessed->acceptable()) { return result; }
    reviews.accept(assessed->acceptance);
    hours.add(stored.declaration);
    result.outcome = Outcome::accepted;
    return result;
}

}  // namespace

std::vector<Reviewed> accept_declarations(store::Store& store, const EntityCode& entity,
                                          settlement::Rulebook& rules,
                                          const std::vector<DeclarationCode>& codes, Date today,
                                          const Progress& progress) {
    store::UnitOfWork work{store};
    store::FactRepository facts{store, entity};
    store::ReviewRepository reviews{store, entity};
    PaidMonths paid{store, entity};
    DeclaredHours hours{store, entity, today};
    std::vector<Reviewed> results;
    const auto declarations = under_review(facts, codes, results);
    bool any = false;
    // First, since an acceptance names its ruleset; undone with the rest when nothing is accepted.
    store::RulesetRepository{store}.keep(rules.identity(), ruleset::source_files(rules.rules()),
                                         today);
    for (const StoredDeclaration& stored : declarations) {
        results.push_back(review(facts, reviews, rules, paid, hours, stored, today));
        any = any || results.back().outcome == Outcome::accepted;
        progress(results.size(), declarations.size());
    }
    if (any) { work.commit(); }
    return results;
}

Reviewed::Outcome reject_declaration(store::Store& store, const EntityCode& entity,
                                     const DeclarationCode& code, const std::string& reason,
                                     Date today) {
    store::UnitOfWork work{store};
    const auto stored = store::FactRepository{store, entity}.declaration(code);
    if (!stored) { return Outcome::unknown; }
    if (stored->status != DeclarationStatus::submitted) { return Outcome::unchanged; }
    store::ReviewRepository{store, entity}.reject({code, today, reason});
    work.commit();
    return Outcome::accepted;
}

OrderRecorded record_order(store::Store& store, const EntityCode& entity,
                           const DeclarationCode& code, const std::string& order_reference,
                           Date today) {
    store::UnitOfWork work{store};
    const auto stored = store::FactRepository{store, entity}.declaration(code);
    if (!stored) { return OrderRecorded::unknown; }
    const std::string before = stored->as_invoiced().order_reference;
    if (before == order_reference) { return OrderRecorded::unchanged; }
    if (stored->invoice) { return OrderRecorded::invoiced; }
    if (!before.empty()) { return OrderRecorded::another; }
    store::ReviewRepository{store, entity}.record_order({code, order_reference, today});
    work.commit();
    return OrderRecorded::recorded;
}

}  // namespace mutua::service
