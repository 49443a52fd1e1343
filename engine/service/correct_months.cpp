#include "engine/service/correct_months.hpp"

#include "engine/service/run_payroll.hpp"
#include "engine/settlement/entries.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/payslip_repository.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace mutua::service {

namespace {

using settlement::CorrectionPlan;
using settlement::DifferenceSlip;
using settlement::PlannedDifference;
using store::PayslipRow;
using DeclarationsByMember = std::map<MemberCode, std::vector<store::StoredDeclaration>>;

/// The last slip of every month that was paid, by month, in the order of the payslips.
std::map<Month, std::map<PayslipId, PayslipRow>> states(store::Store& store,
                                                        const EntityCode& entity,
                                                        const CorrectionScope& scope) {
    store::PayslipFilter filter;
    filter.since = scope.since;
    filter.member = scope.member;
    std::map<Month, std::map<PayslipId, PayslipRow>> latest;
    for (PayslipRow& row : store::PayslipRepository{store, entity}.list(filter)) {
        latest[row.month].insert_or_assign(row.original, std::move(row));
    }
    return latest;
}

DeclarationsByMember invoiced_work(store::FactRepository& facts, Month month,
                                   const CorrectionScope& scope) {
    store::DeclarationFilter filter;
    filter.status = store::DeclarationStatus::invoiced;
    filter.month = month;
    filter.member = scope.member;
    DeclarationsByMember work;
    for (store::StoredDeclaration& stored : facts.declarations(filter)) {
        work[stored.declaration.member].push_back(std::move(stored));
    }
    return work;
}

PlannedDifference planned_difference(const DifferenceSlip& slip,
                                     const std::vector<store::StoredDeclaration>& work) {
    const settlement::Payslip changed = settlement::difference(slip);
    return {settlement::planned(changed, planned_inputs(work)), slip.original, slip.before.id,
            changed.month, slip.causes};
}

/// The slip that a difference slip corrects, the payslip of the month, and its own number.
struct Numbers {
    PayslipId corrects;
    PayslipId original;
    PayslipId own;
};

/// What makes months again: facts, documents and rules.
class Correcting {
public:
    Correcting(store::Store& store, const cooperative::Entity& entity, settlement::Rulebook& rules,
               Date issue_date, const PayslipReader& read)
        : facts_{store, entity.code},
          slips_{store, entity.code},
          books_{store, entity.code},
          entity_{entity},
          rules_{rules},
          issue_date_{issue_date},
          read_{read} {}

    store::FactRepository& facts() { return facts_; }
    std::int64_t last_number() { return slips_.last_number(); }
    bool is_issued(const PlannedDifference& item) {
        return slips_.correction_of(item.corrects).has_value();
    }

    Result<std::optional<DifferenceSlip>> made_again(
        const Numbers& numbers, const std::vector<store::StoredDeclaration>& work) {
        const auto json = slips_.document(numbers.corrects, store::json_media_type);
        require(json.has_value(), "a slip has its document");
        const settlement::Payslip before = read_(*json);
        const auto member = facts_.member(before.member.code, before.month);
        require(member.has_value(), "a payslip's member is in the store");
        std::vector<settlement::ClosingEngagement> engagements;
        for (const store::StoredDeclaration& stored : work) {
            require(stored.acceptance.has_value(), "an invoiced declaration was accepted");
            engagements.push_back({stored.declaration, *stored.acceptance});
        }
        const Money paid = claim_paid(slips_, *member, numbers.own) + planned_for(*member);
        return settlement::make_difference(
            rules_, {entity_, *member, before, engagements, numbers.original, numbers.own,
                     issue_date_, paid});
    }

    /// Counts what a slip that is planned only will withhold: it goes before those after it.
    void count(const DifferenceSlip& slip) {
        if (!slip.now.member.claim) { return; }
        planned_[{slip.now.member.code, slip.now.member.claim->kind}] +=
            settlement::difference(slip).withheld_for_creditors;
    }

    void find_moved(const PlannedDifference& item, std::optional<RunId> own,
                    std::vector<MovedRow>& moved) {
        const auto issued = slips_.correction_of(item.corrects);
        if (issued && (!own || issued->run != *own)) {
            moved.push_back(
                {mutua::to_string(item.corrects),
                 "is corrected by " + mutua::to_string(issued->id) + " already, by another plan"});
            return;
        }
        find_moved_member(facts_, item, item.month, moved);
        for (const settlement::PlannedInput& input : item.inputs) {
            auto text = moved_input(input, facts_.declaration(input.declaration));
            if (text) { moved.push_back({input.declaration.text(), std::move(*text)}); }
        }
    }

    /// False when an earlier, interrupted run of the plan issued it.
    bool issue(const PlannedDifference& item, const ledger::Accounts& accounts,
               const DifferenceRenderer& render, RunId run) {
        if (is_issued(item)) { return false; }
        std::vector<store::StoredDeclaration> work;
        for (const settlement::PlannedInput& input : item.inputs) {
            auto stored = facts_.declaration(input.declaration);
            require(stored.has_value(), "the plan was checked against the store");
            work.push_back(std::move(*stored));
        }
        const PayslipId id = slips_.next_id();
        require(id == item.id, "payslips are numbered in the order of the plan");
        const auto slip = made_again({item.corrects, item.original, id}, work);
        require(slip && slip->has_value(), "what was planned can be computed");
        require(planned_difference(**slip, work) == item,
                "a difference slip comes to what was planned");
        slips_.add(**slip, render(**slip), run);
        for (const ledger::Entry& entry : settlement::difference_entries(**slip, accounts)) {
            books_.add(entry);
        }
        return true;
    }

private:
    Money planned_for(const cooperative::Member& member) {
        return member.claim ? planned_[{member.code, member.claim->kind}] : Money{};
    }

    store::FactRepository facts_;
    store::PayslipRepository slips_;
    store::LedgerRepository books_;
    const cooperative::Entity& entity_;
    settlement::Rulebook& rules_;
    Date issue_date_;
    const PayslipReader& read_;
    std::map<std::pair<MemberCode, std::string>, Money> planned_;  ///< withheld, by kind of claim
};

}  // namespace

CorrectionPlan plan_corrections(store::Store& store, const cooperative::Entity& entity,
                                settlement::Rulebook& rules, const CorrectionScope& scope,
                                Date issue_date, const PayslipReader& read) {
    CorrectionPlan plan{entity.code,
                        scope.since,
                        scope.member,
                        issue_date,
                        rules.identity(),
                        settlement::plan_settings(entity, rules.package()),
                        {},
                        {}};
    Correcting correcting{store, entity, rules, issue_date, read};
    std::int64_t last = correcting.last_number();
    for (const auto& [month, slips] : states(store, entity.code, scope)) {
        const auto work = invoiced_work(correcting.facts(), month, scope);
        for (const auto& [original, row] : slips) {
            const auto found = work.find(row.member);
            require(found != work.end(), "a month that was paid has work");
            const auto slip =
                correcting.made_again({row.id, original, PayslipId{last + 1}}, found->second);
            if (!slip) {
                for (const Diagnostic& why : slip.error()) {
                    plan.warnings.push_back(
                        {row.member.text(), why.code, settlement::in_one_sentence(why)});
                }
            } else if (*slip) {
                plan.items.push_back(planned_difference(**slip, found->second));
                correcting.count(**slip);
                ++last;
            }
        }
    }
    return plan;
}

ApplyReport apply_corrections(store::Store& store, const cooperative::Entity& entity,
                              settlement::Rulebook& rules, const CorrectionPlan& plan,
                              const std::string& plan_hash, const DifferenceRenderer& render,
                              const PayslipReader& read, const Progress& progress) {
    Correcting correcting{store, entity, rules, plan.issue_date, read};
    const ledger::Accounts accounts = rules.accounts(plan.issue_date);
    const Batch batch{
        "corrections",
        plan.entity,
        plan_hash,
        plan.ruleset,
        plan.settings,
        plan.issue_date,
        plan.items.size(),
        settlement::totals_of(plan.items),
        [&](std::size_t item, std::optional<RunId> own, std::vector<MovedRow>& moved) {
            correcting.find_moved(plan.items[item], own, moved);
        },
        [&](std::size_t item) { return correcting.is_issued(plan.items[item]); },
        [&](std::size_t item) { return mutua::to_string(plan.items[item].id); },
        [&] { return mutua::to_string(PayslipId{correcting.last_number() + 1}); },
        [&](std::size_t item, RunId run) {
            return correcting.issue(plan.items[item], accounts, render, run);
        }};
    return apply(store, entity, rules, batch, progress);
}

}  // namespace mutua::service
