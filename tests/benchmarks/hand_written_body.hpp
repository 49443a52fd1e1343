#pragma once

// Compiled twice, as the loops of the column machine are.
#include "tests/benchmarks/hand_written_payslip.hpp"

namespace mutua::benchmarks::MUTUA_HAND {

namespace {

using Amount = std::int64_t;

/// Half up, of values that are zero or more.
template <Amount divisor>
inline Amount round_by(Amount value) {
    constexpr auto by = static_cast<std::uint64_t>(divisor);
    return static_cast<Amount>((static_cast<std::uint64_t>(value) + by / 2) / by);
}

inline Amount round_by(Amount value, Amount divisor) { return (value + divisor / 2) / divisor; }
inline Amount smaller(Amount a, Amount b) { return a < b ? a : b; }
inline Amount larger(Amount a, Amount b) { return a < b ? b : a; }

inline Amount special_single(Amount base) {
    if (base > 603'882) { return 6'094; }
    if (base > 410'000) { return 3'961 + round_by<10'000>((base - 410'000) * 110); }
    if (base > 373'700) { return 2'735 + round_by<10'000>((base - 373'700) * 338); }
    if (base > 219'018) { return 1'033 + round_by<10'000>((base - 219'018) * 110); }
    if (base > 194'538) { return round_by<10'000>((base - 194'538) * 422); }
    return 0;
}

inline Amount special_couple(Amount base) {
    if (base > 219'018) { return 1'444 + round_by<10'000>((base - 219'018) * 110); }
    if (base > 194'538) { return round_by<10'000>((base - 194'538) * 590); }
    return 0;
}

inline Amount year_tax(Amount income) {
    if (income > 5'105'000) { return 2'032'038 + round_by<10'000>((income - 5'105'000) * 5'350); }
    if (income > 2'950'000) { return 994'405 + round_by<10'000>((income - 2'950'000) * 4'815); }
    if (income > 1'671'000) { return 446'993 + round_by<10'000>((income - 1'671'000) * 4'280); }
    return round_by<10'000>(income * 2'675);
}

constexpr Amount child_reduction[] = {0,      5'200,   13'800,  36'700, 63'500,
                                      92'500, 121'600, 151'000, 183'300};

/// What a row needs beside its figures.
struct Work {
    const HandRow& row;
    HandResult& made;
    bool manual;
    bool student;

    Amount& operator[](HandFigure figure) { return made.value[static_cast<std::size_t>(figure)]; }
    void without(HandFigure figure) {
        (*this)[figure] = 0;
        const auto place = static_cast<unsigned>(figure);
        made.not_applicable[place / 64] |= std::uint64_t{1} << place % 64;
    }
};

using F = HandFigure;

void contributions(Work& at) {
    const Amount gross = at.row.gross_pay;
    const Amount base = at.manual ? round_by<100>(gross * 108) : gross;
    at[F::contribution_base] = base;
    const Amount due = at.student ? round_by<10'000>(base * 271) : round_by<10'000>(base * 1'307);
    at[F::employee_contribution] = due;
    at[F::earlier_base] = 0;
    at[F::base_of_month] = base;
    at[F::contribution_of_month] = due;
    at[F::employer_contribution] =
        at.student ? round_by<10'000>(base * 543) : round_by<100>(base * 25);
    at[F::counted_household] = static_cast<Amount>(at.row.household);
    at[F::usual_joint_committee] = at.row.worker_category == HandCategory::artist ? 304 : 200;
    if (at.student) {
        at.without(F::special_contribution);
        return;
    }
    Amount special = 0;
    if (at.row.household == HandHousehold::single) {
        special = special_single(base);
    } else if (at.row.household == HandHousehold::spouse_without_income) {
        special = smaller(special_couple(base), 6'094);
    } else if (base >= 109'510) {
        special = smaller(larger(special_couple(base), 515), 5'164);
    }
    at[F::special_contribution] = special;
}

void bonus(Work& at) {
    const Amount most_a = at.manual ? 13'774 : 12'754;
    const Amount slope_a = at.manual ? 2'958 : 2'739;
    const Amount most_b = at.manual ? 18'575 : 17'199;
    const Amount slope_b = at.manual ? 2'915 : 2'699;
    at[F::manual_bonus] = at.manual ? 1 : 0;
    at[F::bonus_a_most] = most_a;
    at[F::bonus_a_slope] = slope_a * 100;
    at[F::bonus_b_most] = most_b;
    at[F::bonus_b_slope] = slope_b * 100;
    at[F::derived_slope_a] = round_by(most_a * 10'000, 340'362 - 293'793) * 100;
    at[F::derived_slope_b] = round_by(most_b * 10'000, 293'793 - 230'062) * 100;
    // The broken line of 2023 is gone.
    at[F::bonus_low_most] = 0;
    at[F::bonus_low_slope] = 0;
    const Amount pay = at.row.reference_pay;
    Amount full_a = 0;
    Amount full_b = 0;
    Amount straight_a = 0;
    if (pay <= 293'793) {
        straight_a = most_a;
    } else if (pay <= 340'362) {
        straight_a = round_by<10'000>(larger(most_a * 10'000 - slope_a * (pay - 293'793), 0));
    }
    at[F::straight_bonus_a] = straight_a;
    if (at.student) {
        at.without(F::full_time_bonus_a);
        at.without(F::full_time_bonus_b);
    } else {
        full_a = straight_a;
        if (pay <= 230'062) {
            full_b = most_b;
        } else if (pay <= 293'793) {
            full_b = round_by<10'000>(larger(most_b * 10'000 - slope_b * (pay - 230'062), 0));
        }
        at[F::full_time_bonus_a] = full_a;
        at[F::full_time_bonus_b] = full_b;
    }
    const Amount due = at[F::employee_contribution];
    const Amount a = smaller(round_by(full_a * at.row.work_above, at.row.work_below), due);
    const Amount b =
        smaller(round_by(full_b * at.row.work_above, at.row.work_below), larger(due - a, 0));
    at[F::work_bonus_a] = a;
    at[F::work_bonus_b] = b;
    at[F::work_bonus] = a + b;
    // The last fortnight of a month says what was paid before, and none does here.
    at.made.sound = a + b <= due && (at.student || at.row.pay_periods_per_month == 1);
    at[F::social_security_due] = due - (a + b) + at[F::special_contribution];
}

void year(Work& at) {
    const HandRow& row = at.row;
    const Amount taxable = row.gross_pay - at[F::employee_contribution] + at[F::work_bonus];
    at[F::taxable_pay] = taxable;
    at[F::formula_pay] = taxable + row.taxable_benefits;
    const Amount annual = (taxable + row.taxable_benefits) * row.pay_periods_per_month * 12;
    at[F::annual_taxable_pay] = annual;
    const Amount expenses = smaller(round_by<100>(annual * 30), 607'000) + row.commuting_exemption;
    at[F::professional_expenses] = expenses;
    const Amount net = larger(annual - expenses, 0);
    at[F::net_annual_income] = net;
    const bool couple = row.household == HandHousehold::spouse_without_income;
    at[F::tax_scale] = couple ? 1 : 0;
    Amount quotient = 0;
    if (couple) {
        quotient = smaller(round_by<100>(net * 30), 1'379'000);
        at[F::marital_quotient] = quotient;
        at[F::spouse_scale_tax] = year_tax(quotient);
    } else {
        at.without(F::marital_quotient);
        at.without(F::spouse_scale_tax);
    }
    at[F::own_scale_tax] = year_tax(larger(net - quotient, 0));
    at[F::scale_tax] = at[F::own_scale_tax] + at[F::spouse_scale_tax];
    at[F::tax_credit] = couple ? 2 * 298'798 : 298'798;
    at[F::annual_tax] = larger(at[F::scale_tax] - at[F::tax_credit], 0);
    const Amount children = larger(row.children, row.disabled_children) + row.disabled_children;
    at[F::counted_children] = children;
    at.made.sound = at.made.sound && (row.children == 0 || row.disabled_children <= row.children);
    // Nobody has a spouse with a small income, and nothing is left of the isolated worker's.
    at.without(F::small_spouse_income_reduction);
    if (row.household == HandHousehold::single) {
        at[F::isolated_worker_reduction] = 0;
    } else {
        at.without(F::isolated_worker_reduction);
    }
    const Amount monthly =
        child_reduction[smaller(children, 8)] + 32'200 * larger(children - 8, 0) +
        5'200 * (row.other_dependants + row.single_parent + row.disabled) + row.other_reductions;
    at[F::month_family_reduction] = monthly;
    at[F::family_reduction] = monthly * 12;
    if (at.student || row.flat_withholding_rate > 0) {
        at.without(F::family_reduction_unknown);
        return;
    }
    at[F::family_reduction_unknown] = 0;
    // Who has a spouse is no single parent.
    at.made.sound =
        at.made.sound && (row.single_parent == 0 || row.household == HandHousehold::single);
}

void withholding(Work& at) {
    const HandRow& row = at.row;
    const Amount month = round_by<12>(larger(at[F::annual_tax] - at[F::family_reduction], 0));
    at[F::month_tax] = month;
    const Amount period = round_by(month, row.pay_periods_per_month);
    at[F::period_tax] = period;
    const Amount taxed = at[F::taxable_pay] + row.taxable_benefits;
    Amount before = 0;
    if (!at.student) {
        before = row.flat_withholding_rate > 0
                     ? round_by<1'000'000>(taxed * row.flat_withholding_rate)
                     : larger(period - round_by<100>(row.group_insurance_premium * 30), 0);
    }
    at[F::withholding_tax_before_bonus] = before;
    Amount relief = 0;
    at[F::fiscal_bonus_of_month] = smaller(round_by<10'000>(at[F::work_bonus_a] * 3'314) +
                                               round_by<10'000>(at[F::work_bonus_b] * 5'254),
                                           before);
    if (row.flat_withholding_rate <= 0) {
        relief = at[F::fiscal_bonus_of_month];
        at[F::fiscal_work_bonus] = relief;
    } else {
        at.without(F::fiscal_work_bonus);
    }
    at[F::withholding_tax] = before - relief;
    at.made.sound = at.made.sound && before >= relief;
}

void lines(Work& at) {
    const HandRow& row = at.row;
    const auto when_positive = [&](HandFigure figure, Amount shown, Amount value) {
        if (shown > 0) {
            at[figure] = value;
        } else {
            at.without(figure);
        }
    };
    at[F::agreed_pay_line] = row.gross_pay;
    at[F::gross_pay_line] = row.gross_pay;
    at[F::taxable_benefits_line] = row.taxable_benefits;
    at[F::contribution_free_line] = row.taxable_benefits;
    at[at.manual ? F::manual_base_line : F::contribution_base_line] = at[F::contribution_base];
    at.without(at.manual ? F::contribution_base_line : F::manual_base_line);
    when_positive(F::work_bonus_line, at[F::work_bonus], at[F::work_bonus]);
    when_positive(F::taxed_with_benefits_line, row.taxable_benefits,
                  at[F::taxable_pay] + row.taxable_benefits);
    const Amount relief = at[F::fiscal_work_bonus];
    when_positive(F::tax_before_bonus_line, relief, at[F::withholding_tax_before_bonus]);
    when_positive(F::fiscal_bonus_line, relief, relief);
    when_positive(F::special_contribution_line, at[F::special_contribution],
                  at[F::special_contribution]);
    const Amount net = at[F::taxable_pay] - at[F::withholding_tax] - at[F::special_contribution] +
                       row.untaxed_additions;
    at[F::untaxed_additions_line] = row.untaxed_additions;
    at[F::net_before_deductions] = net;
    at[F::net_deductions_line] = row.net_deductions;
    at[F::net_pay] = net - row.net_deductions;
    at.made.sound = at.made.sound && net >= row.net_deductions;
}

void extras(Work& at) {
    const Amount base = at[F::contribution_base];
    at[F::closure_fund_rate_due] = 1'300;
    at[F::premium_charge_rate] = 270'400;
    at[F::committee_fund_rate] = at.row.worker_category == HandCategory::white_collar ? 2'300 : 0;
    // The cooperative counts neither.
    at.without(F::committee_fund_contribution);
    at.without(F::year_end_premium_provision);
    at.without(F::year_end_premium_charges);
    if (at.student) {
        constexpr HandFigure extra[] = {
            F::size_contribution,          F::temporary_unemployment_contribution,
            F::closure_fund_contribution,  F::closure_fund_special_contribution,
            F::asbestos_fund_contribution, F::work_accident_contribution,
            F::childcare_contribution,     F::training_contribution};
        for (const HandFigure one : extra) { at.without(one); }
    } else {
        at[F::size_contribution] = round_by<10'000>(base * 169);
        at[F::temporary_unemployment_contribution] = round_by<1'000>(base);
        at[F::closure_fund_contribution] = round_by<10'000>(base * 13);
        at[F::closure_fund_special_contribution] = round_by<1'000>(base);
        at[F::asbestos_fund_contribution] = 0;
        at[F::work_accident_contribution] = round_by<5'000>(base);
        at[F::childcare_contribution] = 0;
        at[F::training_contribution] = 0;
    }
    if (at.manual) {
        at[F::holiday_fund_quarter_contribution] = round_by<10'000>(base * 557);
        at[F::holiday_fund_year_contribution] = round_by<10'000>(base * 1'027);
        at[F::later_holiday_pay] = round_by<10'000>(base * 1'538);
    } else {
        at.without(F::holiday_fund_quarter_contribution);
        at.without(F::holiday_fund_year_contribution);
        at.without(F::later_holiday_pay);
    }
}

void structural(Work& at) {
    const HandRow& row = at.row;
    const Amount factor = round_by(13 * row.days_a_week * 100, row.quarter_paid_days);
    at[F::quarter_factor] = factor;
    const Amount pay = round_by<100>(row.quarter_pay * factor);
    at[F::quarter_reference_pay] = pay;
    const Amount amount =
        round_by<100>(14 * larger(1'168'774 - pay, 0) + 16 * larger(973'814 - pay, 0));
    at[F::structural_amount] = amount;
    if (row.quarter_pay <= 0 || at.student) {
        at.without(F::structural_reduction);
        return;
    }
    const Amount part = row.quarter_work_fraction;
    const Amount all = row.quarter_work_fraction_total;
    Amount reduction = 0;
    if (all > 2'750 && all <= 5'500) {
        reduction = round_by<1'000'000>(amount * part * 118);
    } else if (all > 5'500 && all < 8'000) {
        reduction =
            round_by<1'000'000'000'000>(amount * part * (118'000'000 + 2'800 * (all - 5'500)));
    } else if (all > 2'750) {
        reduction = round_by(amount * part, larger(all, 8'000));
    }
    at[F::structural_reduction] = reduction;
}

void quarter(Work& at) {
    const HandRow& row = at.row;
    const Amount above = larger(row.gross_pay - 8'670'000, 0);
    const Amount base = at.manual ? round_by<100>(above * 108) : above;
    at[F::pay_above_ceiling] = above;
    at[F::base_above_ceiling] = base;
    if (above > 0 && !at.student) {
        at[F::ceiling_exemption] = round_by<100>(base * 25);
    } else {
        at.without(F::ceiling_exemption);
    }
    at[F::target_group_amount] = 0;
    at.without(F::target_group_reduction);
    at.without(F::month_target_group_reduction);
    const Amount reducible = larger(
        at[F::employer_contribution] - at[F::ceiling_exemption] - row.other_employer_reductions, 0);
    at[F::reducible_contribution] = reducible;
    const Amount reduction = at[F::structural_reduction];
    if (reduction <= 0) {
        at.without(F::month_structural_reduction);
        return;
    }
    at[F::month_structural_reduction] =
        smaller(round_by(reduction * row.gross_pay, larger(row.quarter_pay, 1)), reducible);
    at.made.sound = at.made.sound && row.gross_pay <= row.quarter_pay;
}

void totals(Work& at) {
    const Amount total =
        at[F::employer_contribution] + at[F::size_contribution] +
        at[F::temporary_unemployment_contribution] + at[F::closure_fund_contribution] +
        at[F::closure_fund_special_contribution] + at[F::asbestos_fund_contribution] +
        at[F::work_accident_contribution] + at[F::childcare_contribution] +
        at[F::training_contribution] + at[F::holiday_fund_quarter_contribution] +
        at[F::holiday_fund_year_contribution] - at[F::ceiling_exemption] -
        at[F::month_structural_reduction] - at[F::month_target_group_reduction] -
        at.row.other_employer_reductions;
    at[F::employer_contributions_total] = total;
    at.made.sound = at.made.sound && total >= 0;
    if (at.row.worker_category == HandCategory::white_collar) {
        at[F::holiday_pay_provision] = round_by<1'000>(at.row.gross_pay * 182);
    } else {
        at.without(F::holiday_pay_provision);
    }
    at[F::insurance_and_premiums] = 0;
    at[F::margin] = 0;
    at[F::employer_cost] = at.row.gross_pay + total + at[F::holiday_pay_provision];
}

}  // namespace

void hand_written_payslips(const HandRow* rows, std::size_t count, HandResult* results) {
    for (std::size_t i = 0; i < count; ++i) {
        const HandCategory category = rows[i].worker_category;
        results[i].not_applicable[0] = 0;
        results[i].not_applicable[1] = 0;
        results[i].value[static_cast<std::size_t>(F::spouse_scale_tax)] = 0;
        Work at{rows[i], results[i],
                category == HandCategory::blue_collar || category == HandCategory::artist,
                category == HandCategory::student};
        contributions(at);
        bonus(at);
        year(at);
        withholding(at);
        lines(at);
        extras(at);
        structural(at);
        quarter(at);
        totals(at);
    }
}

}  // namespace mutua::benchmarks::MUTUA_HAND
