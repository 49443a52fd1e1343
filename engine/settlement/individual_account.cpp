#include "engine/settlement/individual_account.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace mutua::settlement {

namespace {

Money figure_of(const Payslip& slip, std::string_view name) {
    const auto found = std::find_if(slip.figures.begin(), slip.figures.end(),
                                    [&](const NamedAmount& one) { return one.figure == name; });
    require(found != slip.figures.end(), "a slip keeps the figures that are booked");
    return found->amount;
}

AccountFigures account_figures(const Payslip& slip) {
    AccountFigures figures;
    figures.days = slip.days;
    figures.hours_hundredths = slip.hours_worked();
    figures.gross_pay = slip.gross_pay;
    figures.contribution_base = figure_of(slip, "contribution_base");
    figures.employee_contribution = figure_of(slip, "employee_contribution");
    figures.work_bonus = figure_of(slip, "work_bonus");
    figures.taxable_pay = figure_of(slip, "taxable_pay");
    figures.special_contribution = figure_of(slip, "special_contribution");
    figures.withholding_tax = slip.withholding_tax;
    figures.net_pay = slip.net_pay;
    figures.expenses = slip.expenses;
    figures.further_deductions = slip.net_pay + slip.expenses - slip.to_pay;
    figures.to_pay = slip.to_pay;
    return figures;
}

std::int64_t quarter_of(Month month) {
    return (static_cast<std::int64_t>(static_cast<unsigned>(month.month())) + 2) / 3;
}

/// The engagements of a year: what a difference slip takes back is gone.
class WorkOfYear {
public:
    void add(const Payslip& slip) {
        for (const PayslipEngagement& one : slip.engagements) {
            Work& work = works_[one.declaration];
            work.hours += one.hours_hundredths;
            work.engagement = one;
        }
    }

    void tell(IndividualAccount& account) const {
        std::set<std::string> committees;
        for (const auto& [declaration, work] : works_) {
            if (work.hours <= 0) { continue; }
            const PayslipEngagement& one = work.engagement;
            committees.insert(one.joint_committee);
            std::optional<Date>& first = account.first_work_day;
            std::optional<Date>& last = account.last_work_day;
            first = first ? std::min(*first, one.work_dates.front()) : one.work_dates.front();
            last = last ? std::max(*last, one.work_dates.back()) : one.work_dates.back();
        }
        account.joint_committees.assign(committees.begin(), committees.end());
    }

private:
    struct Work {
        std::int64_t hours = 0;
        PayslipEngagement engagement;
    };
    std::map<DeclarationCode, Work> works_;
};

void add(IndividualAccount& account, AccountRow row) {
    const std::int64_t number = quarter_of(row.month);
    if (account.quarters.empty() || account.quarters.back().number != number) {
        account.quarters.push_back({number, {}, {}});
    }
    account.quarters.back().total += row.figures;
    account.total += row.figures;
    account.quarters.back().rows.push_back(std::move(row));
}

}  // namespace

AccountFigures& AccountFigures::operator+=(const AccountFigures& other) {
    days += other.days;
    hours_hundredths += other.hours_hundredths;
    for (const AccountAmount& one : account_amounts) { this->*one.amount += other.*one.amount; }
    return *this;
}

std::vector<IndividualAccount> individual_accounts(const std::vector<IssuedSlip>& slips) {
    std::vector<const IssuedSlip*> in_order;
    for (const IssuedSlip& one : slips) { in_order.push_back(&one); }
    std::sort(in_order.begin(), in_order.end(), [](const auto* left, const auto* right) {
        return std::pair{left->slip.month, left->slip.id} <
               std::pair{right->slip.month, right->slip.id};
    });
    std::vector<IndividualAccount> accounts;
    std::vector<WorkOfYear> works;
    PayslipId last{0};  // of the year
    for (const IssuedSlip* one : in_order) {
        const Payslip& slip = one->slip;
        require(slip.member.code == slips.front().slip.member.code,
                "an individual account is of one worker");
        const int year = static_cast<int>(slip.month.year());
        if (accounts.empty() || accounts.back().year != year) {
            accounts.emplace_back().year = year;
            works.emplace_back();
            last = PayslipId{0};
        }
        if (slip.id > last) {
            last = slip.id;
            accounts.back().employer = slip.employer;
            accounts.back().worker = slip.member;
        }
        works.back().add(slip);
        add_notes(accounts.back().provisional, slip.provisional);
        add(accounts.back(), {slip.id, one->corrects, slip.month, slip.worker_category,
                              slip.payment_date, account_figures(slip)});
    }
    for (std::size_t i = 0; i < accounts.size(); ++i) { works[i].tell(accounts[i]); }
    return accounts;
}

}  // namespace mutua::settlement
