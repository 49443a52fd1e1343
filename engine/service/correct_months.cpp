#include "engine/service/correct_months.hpp"

#include "engine/cooperative/canonical.hpp"
#include "engine/service/run_payroll.hpp"
#include "engine/settlement/entries.hpp"
#include "engine/store/fact_repository.hpp"
#include "engine/store/ledger_repository.hpp"
#include "engine/store/payslip_repository.hpp"

#include <algorithm>
#include <map>

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

std::string hash_of(const cooperative::Member& member) {
    return to_hex(cooperative::content_hash(member));
}

PlannedDifference planned_difference(const DifferenceSlip& slip,
                                     const std::vector<store::StoredDeclaration>& work) {
    const settlement::Payslip changed = settlement::difference(slip);
    PlannedDifference item;
    item.id = slip.now.id;
    item.original = slip.original;
    item.corrects = slip.before.id;
    item.member = changed.member.code;
    item.month = changed.month;
    item.worker_category = changed.worker_category;
    item.payment_date = slip.payment_date;
    item.member_hash = hash_of(changed.member);
    for (const store::StoredDeclaration& stored : work) {
        item.inputs.push_back({stored.declaration.code, stored.content_hash});
    }
    item.causes = slip.causes;
    item.gross_pay = changed.gross_pay;
    item.employee_contributions = changed.employee_contributions;
    item.withholding_tax = changed.withholding_tax;
    item.net_pay = changed.net_pay;
    item.expenses = changed.expenses;
    item.to_pay = changed.to_pay;
    item.employer_contributions = changed.employer_contributions;
    item.employer_cost = changed.employer_cost;
    return item;
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
        return settlement::make_difference(rules_, {entity_, *member, before, engagements,
                                                    numbers.original, numbers.own, issue_date_});
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
        const auto member = facts_.member(item.member, item.month);
        if (!member || hash_of(*member) != item.member_hash) {
            moved.push_back({item.member.text(), "has other facts for " +
                                                     mutua::to_string(item.month) +
                                                     " than when the plan was made"});
        }
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
    store::FactRepository facts_;
    store::PayslipRepository slips_;
    store::LedgerRepository books_;
    const cooperative::Entity& entity_;
    settlement::Rulebook& rules_;
    Date issue_date_;
    const PayslipReader& read_;
};

std::map<std::string, Money> totals_of(const CorrectionPlan& plan) {
    std::map<std::string, Money> totals{{"gross_pay", {}}, {"employer_cost", {}}, {"to_pay", {}}};
    for (const PlannedDifference& item : plan.items) {
        totals["gross_pay"] += item.gross_pay;
        totals["employer_cost"] += item.employer_cost;
        totals["to_pay"] += item.to_pay;
    }
    return totals;
}

/// Rows that changed, and a number series that went on without the plan.
std::vector<MovedRow> all_moved(Correcting& correcting, const CorrectionPlan& plan,
                                std::size_t begin, std::size_t end, std::optional<RunId> own) {
    std::vector<MovedRow> moved;
    const PlannedDifference* first_open = nullptr;
    for (std::size_t i = begin; i < end; ++i) {
        correcting.find_moved(plan.items[i], own, moved);
        if (first_open == nullptr && !correcting.is_issued(plan.items[i])) {
            first_open = &plan.items[i];
        }
    }
    const PayslipId next{correcting.last_number() + 1};
    if (first_open != nullptr && next != first_open->id) {
        moved.push_back({mutua::to_string(first_open->id),
                         "is not the next payslip: that is " + mutua::to_string(next)});
    }
    return moved;
}

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
    const Batch batch{"corrections",
                      plan.entity,
                      plan_hash,
                      plan.ruleset,
                      plan.settings,
                      plan.issue_date,
                      plan.items.size(),
                      totals_of(plan),
                      [&](std::size_t begin, std::size_t end, std::optional<RunId> own) {
                          return all_moved(correcting, plan, begin, end, own);
                      },
                      [&](std::size_t item, RunId run) {
                          return correcting.issue(plan.items[item], accounts, render, run);
                      }};
    return apply(store, entity, rules, batch, progress);
}

}  // namespace mutua::service
