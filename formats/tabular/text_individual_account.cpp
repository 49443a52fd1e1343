#include "formats/tabular/text_individual_account.hpp"

#include "formats/tabular/text_slip.hpp"

namespace mutua::tabular {

namespace {

using settlement::AccountFigures;
using settlement::AccountQuarter;
using settlement::AccountRow;
using settlement::IndividualAccount;

/// A column of amounts: its heading, what it shows, where it ends. Each holds seven digits before
/// the comma.
struct AmountColumn {
    Word heading;
    Money AccountFigures::*amount;
    std::size_t end = TextPage::width;
};

/// One of the two tables of an account: two lines a slip.
struct AccountTable {
    Word title;
    std::vector<AmountColumn> above;
    std::vector<AmountColumn> below;
    bool counts_work;  ///< days and hours before the amounts, month and category below them
    bool says_when;    ///< the day of payment behind them
};

constexpr std::size_t days_end = 16, account_hours_end = 26;

AccountTable work_table() {
    return {Word::work_and_contributions,
            {{Word::gross, &AccountFigures::gross_pay, 52},
             {Word::base, &AccountFigures::contribution_base, 66},
             {Word::contribution, &AccountFigures::employee_contribution}},
            {{Word::work_bonus, &AccountFigures::work_bonus, 66},
             {Word::taxable, &AccountFigures::taxable_pay}},
            true,
            false};
}

AccountTable payment_table() {
    return {Word::tax_and_payment,
            {{Word::special_contribution, &AccountFigures::special_contribution, 38},
             {Word::tax, &AccountFigures::withholding_tax, 52},
             {Word::net, &AccountFigures::net_pay, 66}},
            {{Word::expenses, &AccountFigures::expenses, 38},
             {Word::deductions, &AccountFigures::further_deductions, 52},
             {Word::to_pay, &AccountFigures::to_pay, 66}},
            false,
            true};
}

void put_heading(TextPage& page, const AccountTable& table, Language language) {
    page.rule();
    page.text(word(table.title, language));
    std::vector<TextPage::Cell> above;
    if (table.counts_work) {
        above = {{word(Word::days, language), days_end},
                 {word(Word::hours, language), account_hours_end}};
    }
    for (const AmountColumn& column : table.above) {
        above.push_back({word(column.heading, language), column.end});
    }
    if (table.says_when) { above.push_back({word(Word::paid_on, language)}); }
    page.row(word(Word::slip, language), above);
    std::vector<TextPage::Cell> below;
    for (const AmountColumn& column : table.below) {
        below.push_back({word(column.heading, language), column.end});
    }
    page.row("", below);
    page.rule();
}

/// What a line of an account is about.
struct AccountLine {
    std::string name;
    std::string below;  ///< beside the second line of amounts
    std::string paid_on;
};

void put_figures(TextPage& page, const AccountTable& table, const AccountLine& line,
                 const AccountFigures& figures, Language language) {
    std::vector<TextPage::Cell> above;
    if (table.counts_work) {
        above = {{std::to_string(figures.days), days_end},
                 {hundredths_text(figures.hours_hundredths, language), account_hours_end}};
    }
    for (const AmountColumn& column : table.above) {
        above.push_back({amount_text(figures.*column.amount, language), column.end});
    }
    if (table.says_when) { above.push_back({line.paid_on}); }
    page.row(line.name, above);
    std::vector<TextPage::Cell> below;
    for (const AmountColumn& column : table.below) {
        below.push_back({amount_text(figures.*column.amount, language), column.end});
    }
    page.row(line.below, below, {3, 0});
}

/// When the work was done and what kind it was, and which slip is corrected.
std::string about(const AccountRow& row, Language language) {
    std::string text =
        month_text(row.month, language) + ", " + name_of(row.worker_category, language);
    if (row.corrects) {
        text += " – " + word(Word::corrects, language) + " " + to_string(*row.corrects);
    }
    return text;
}

void put_table(TextPage& page, const AccountTable& table, const IndividualAccount& account,
               Language language) {
    put_heading(page, table, language);
    for (const AccountQuarter& quarter : account.quarters) {
        for (const AccountRow& row : quarter.rows) {
            const std::string below = table.counts_work ? about(row, language) : "";
            put_figures(page, table,
                        {to_string(row.slip), below, short_day_text(row.paid_on, language)},
                        row.figures, language);
        }
        put_figures(page, table,
                    {word(Word::quarter, language) + " " + std::to_string(quarter.number), "", ""},
                    quarter.total, language);
        page.rule();
    }
    put_figures(page, table,
                {word(Word::year, language) + " " + std::to_string(account.year), "", ""},
                account.total, language);
}

/// What social documents say of the worker beside name and numbers: birth and sex as the national
/// number tells them, the committees of the work, what tax depends on, and the days of the work.
void put_person(TextPage& page, const IndividualAccount& account, Language language) {
    if (const auto birth = cooperative::birth_told_by(account.worker.national_number)) {
        page.labelled(word(Word::birth_date, language),
                      birth->day ? day_text(*birth->day, language) : std::to_string(birth->year));
        if (birth->sex) {
            const bool is_male = *birth->sex == cooperative::Sex::male;
            page.labelled(word(Word::sex, language),
                          word(is_male ? Word::male : Word::female, language));
        }
    }
    std::string committees;
    for (const std::string& one : account.joint_committees) {
        committees += (committees.empty() ? "" : ", ") + one;
    }
    if (!committees.empty()) { page.labelled(word(Word::joint_committees, language), committees); }
    put_household(page, account.worker, language);
    if (account.first_work_day) {
        page.labelled(word(Word::first_work_day, language),
                      day_text(*account.first_work_day, language));
        page.labelled(word(Word::last_work_day, language),
                      day_text(*account.last_work_day, language));
    }
}

}  // namespace

std::string individual_account_text(const IndividualAccount& account) {
    const Language language = account.worker.language;
    TextPage page;
    put_employer(page, account.employer, word(Word::individual_account, language),
                 std::to_string(account.year), language);
    page.gap();
    put_worker(page, account.worker, account.employer, language);
    put_person(page, account, language);
    page.gap();
    for (const AccountTable& table : {work_table(), payment_table()}) {
        put_table(page, table, account, language);
    }
    page.rule();
    page.text(word(Word::how_account_adds_up, language));
    put_provisional(page, account.provisional, language);
    return page.str();
}

}  // namespace mutua::tabular
