#include "tests/benchmarks/payslip_rows.hpp"

namespace mutua::benchmarks {

namespace {

class Draw {
public:
    explicit Draw(std::uint64_t seed) : state_{seed} {}
    std::int64_t below(std::int64_t limit) {
        state_ = state_ * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        return static_cast<std::int64_t>((state_ >> 33U) % static_cast<std::uint64_t>(limit));
    }
    /// Zero in most rows.
    std::int64_t sometimes(std::int64_t one_in, std::int64_t limit) {
        return below(one_in) == 0 ? below(limit) : 0;
    }

private:
    std::uint64_t state_;
};

constexpr std::int64_t thresholds[] = {109'510, 194'538, 219'018, 230'062, 293'793,
                                       340'362, 373'700, 410'000, 603'882};

HandRow random_month(Draw& draw) {
    HandRow row;
    row.gross_pay = draw.below(2) == 0 ? thresholds[draw.below(9)] + draw.below(5) - 2
                                       : 100'000 + draw.below(900'000);
    row.worker_category = static_cast<HandCategory>(draw.below(4));
    row.household = static_cast<HandHousehold>(draw.below(3));
    row.reference_pay = row.gross_pay + draw.sometimes(2, 100'000);
    row.work_below = 38;
    row.work_above = 1 + draw.below(38);
    row.taxable_benefits = draw.sometimes(5, 30'000);
    row.children = draw.below(5);
    row.disabled_children = row.children > 0 ? draw.sometimes(8, row.children) : 0;
    row.other_dependants = draw.sometimes(9, 3);
    row.single_parent = draw.sometimes(6, 2);
    row.disabled = draw.sometimes(9, 2);
    row.pay_periods_per_month = 1 + draw.sometimes(6, 2);
    row.flat_withholding_rate = draw.below(10) == 0 ? 111'100 : 0;
    row.commuting_exemption = draw.sometimes(5, 50'000);
    row.other_reductions = draw.sometimes(9, 5'200);
    row.group_insurance_premium = draw.sometimes(5, 10'000);
    row.untaxed_additions = draw.sometimes(3, 20'000);
    row.net_deductions = draw.sometimes(5, 10'000);
    row.other_employer_reductions = draw.sometimes(9, 1'000);
    row.quarter_pay = draw.below(2) == 0 ? row.gross_pay * 3 : 0;
    row.quarter_paid_days = 6'000 + draw.below(600);
    row.quarter_work_fraction_total = 2'000 + draw.below(8'001);
    row.quarter_work_fraction = draw.below(row.quarter_work_fraction_total / 2);
    return row;
}

}  // namespace

const std::vector<std::string>& payslip_inputs() {
    static const std::vector<std::string> names{"gross_pay",
                                                "worker_category",
                                                "household",
                                                "reference_pay",
                                                "work_fraction",
                                                "taxable_benefits",
                                                "children",
                                                "disabled_children",
                                                "other_dependants",
                                                "single_parent",
                                                "disabled",
                                                "pay_periods_per_month",
                                                "flat_withholding_rate",
                                                "commuting_exemption",
                                                "other_reductions",
                                                "group_insurance_premium",
                                                "untaxed_additions",
                                                "net_deductions",
                                                "other_employer_reductions",
                                                "quarter_pay",
                                                "days_a_week",
                                                "quarter_paid_days",
                                                "quarter_work_fraction",
                                                "quarter_work_fraction_total"};
    return names;
}

std::vector<HandRow> random_months(std::size_t count, std::uint64_t seed) {
    Draw draw{seed};
    std::vector<HandRow> rows;
    rows.reserve(count);
    for (std::size_t i = 0; i < count; ++i) { rows.push_back(random_month(draw)); }
    return rows;
}

std::vector<HandRow> sound_months(std::size_t count, std::uint64_t seed) {
    const std::vector<HandRow> rows = random_months(count * 2, seed);
    std::vector<HandResult> results(rows.size());
    hand_function()(rows.data(), rows.size(), results.data());
    std::vector<HandRow> sound;
    for (std::size_t i = 0; i < rows.size() && sound.size() < count; ++i) {
        if (results[i].sound) { sound.push_back(rows[i]); }
    }
    return sound;
}

HandFunction hand_function() {
    return __builtin_cpu_supports("x86-64-v3") != 0 ? modern::hand_written_payslips
                                                    : baseline::hand_written_payslips;
}

ruleset::ColumnRows columns_of(const HandRow* rows, std::size_t count) {
    ruleset::ColumnRows made;
    made.tree = ruleset::RowTree::of_rows(count);
    const auto take = [&](const auto& field_of) {
        std::vector<std::int64_t>& values = made.inputs.emplace_back().values;
        values.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            values.push_back(static_cast<std::int64_t>(field_of(rows[i])));
        }
    };
    take([](const HandRow& row) { return row.gross_pay; });
    take([](const HandRow& row) { return row.worker_category; });
    take([](const HandRow& row) { return row.household; });
    take([](const HandRow& row) { return row.reference_pay; });
    take([](const HandRow& row) { return row.work_above; });
    for (std::size_t i = 0; i < count; ++i) {
        made.inputs.back().denominators.push_back(rows[i].work_below);
    }
    take([](const HandRow& row) { return row.taxable_benefits; });
    take([](const HandRow& row) { return row.children; });
    take([](const HandRow& row) { return row.disabled_children; });
    take([](const HandRow& row) { return row.other_dependants; });
    take([](const HandRow& row) { return row.single_parent; });
    take([](const HandRow& row) { return row.disabled; });
    take([](const HandRow& row) { return row.pay_periods_per_month; });
    take([](const HandRow& row) { return row.flat_withholding_rate; });
    take([](const HandRow& row) { return row.commuting_exemption; });
    take([](const HandRow& row) { return row.other_reductions; });
    take([](const HandRow& row) { return row.group_insurance_premium; });
    take([](const HandRow& row) { return row.untaxed_additions; });
    take([](const HandRow& row) { return row.net_deductions; });
    take([](const HandRow& row) { return row.other_employer_reductions; });
    take([](const HandRow& row) { return row.quarter_pay; });
    take([](const HandRow& row) { return row.days_a_week; });
    take([](const HandRow& row) { return row.quarter_paid_days; });
    take([](const HandRow& row) { return row.quarter_work_fraction; });
    take([](const HandRow& row) { return row.quarter_work_fraction_total; });
    return made;
}

ruleset::Values values_of(const HandRow& row) {
    using ruleset::Number;
    using ruleset::Value;
    static const std::vector<std::string> categories{"white_collar", "blue_collar", "artist",
                                                     "student"};
    static const std::vector<std::string> households{"single", "spouse_with_income",
                                                     "spouse_without_income"};
    const auto cents = [](std::int64_t amount) { return Value{Number{amount, 2}}; };
    const auto count = [](std::int64_t number) { return Value{Number{number, 0}}; };
    const auto category = static_cast<std::size_t>(row.worker_category);
    const auto household = static_cast<std::size_t>(row.household);
    return {{"gross_pay", cents(row.gross_pay)},
            {"worker_category", ruleset::word(categories[category])},
            {"household", ruleset::word(households[household])},
            {"reference_pay", cents(row.reference_pay)},
            {"work_fraction", ruleset::Fraction{row.work_above, row.work_below}},
            {"taxable_benefits", cents(row.taxable_benefits)},
            {"children", count(row.children)},
            {"disabled_children", count(row.disabled_children)},
            {"other_dependants", count(row.other_dependants)},
            {"single_parent", row.single_parent != 0},
            {"disabled", row.disabled != 0},
            {"pay_periods_per_month", count(row.pay_periods_per_month)},
            {"flat_withholding_rate", Number{row.flat_withholding_rate, 6}},
            {"commuting_exemption", cents(row.commuting_exemption)},
            {"other_reductions", cents(row.other_reductions)},
            {"group_insurance_premium", cents(row.group_insurance_premium)},
            {"untaxed_additions", cents(row.untaxed_additions)},
            {"net_deductions", cents(row.net_deductions)},
            {"other_employer_reductions", cents(row.other_employer_reductions)},
            {"quarter_pay", cents(row.quarter_pay)},
            {"days_a_week", cents(row.days_a_week)},
            {"quarter_paid_days", cents(row.quarter_paid_days)},
            {"quarter_work_fraction", Number{row.quarter_work_fraction, 4}},
            {"quarter_work_fraction_total", Number{row.quarter_work_fraction_total, 4}}};
}

}  // namespace mutua::benchmarks
