#include "formats/tabular/text_individual_account.hpp"

#include "formats/tabular/text_number.hpp"
#include "formats/tabular/text_slip.hpp"
#include "formats/tabular/words.hpp"

namespace mutua::tabular {

namespace {

using settlement::AccountFigures;
using settlement::AccountQuarter;
using settlement::AccountRow;
using settlement::IndividualAccount;

/// A column of amounts: its heading, what it shows, where it ends.
struct AmountColumn {
    Word heading;
    Money AccountFigures::*amount;
    std::size_t end;
};

/// One of the two tables of an account: amounts between what is counted and a day.
struct AccountTable {
    Word title;
    std::vector<AmountColumn> amounts;
    bool counts_work;  ///< days and hours before the amounts, month and category below them
    bool says_when;    ///< the day of payment behind them
};

constexpr std::size_t account_days_end = 16, account_hours_end = 25;

AccountTable work_table() {
    return {Word::work_and_contributions,
            {{Word::gross, &AccountFigures::gross_pay, 36},
             {Word::base, &AccountFigures::contribution_base, 47},
             {Word::contribution, &AccountFigures::employee_contribution, 57},
             {Word::work_bonus, &AccountFigures::work_bonus, 67},
             {Word::taxable, &AccountFigures::taxable_pay, TextPage::width}},
            true,
            false};
}

AccountTable payment_table() {
    return {Word::tax_and_payment,
            {{Word::special_contribution, &AccountFigures::special_contribution, 19},
             {Word::tax, &AccountFigures::withholding_tax, 29},
             {Word::net, &AccountFigures::net_pay, 39},
             {Word::expenses, &AccountFigures::expenses, 48},
             {Word::deductions, &AccountFigures::further_deductions, 57},
             {Word::to_pay, &AccountFigures::to_pay, 68}},
            false,
            true};
}

void put_heading(TextPage& page, const AccountTable& table, Language language) {
    page.rule();
    page.text(word(table.title, language));
    std::vector<TextPage::Cell> cells;
    if (table.counts_work) {
        cells = {{word(Word::days, language), account_days_end},
                 {word(Word::hours, language), account_hours_end}};
    }
    for (const AmountColumn& column : table.amounts) {
        cells.push_back({word(column.heading, language), column.end});
    }
    if (table.says_when) { cells.push_back({word(Word::paid_on, language)}); }
    page.row(word(Word::slip, language), cells);
    page.rule();
}

void put_figures(TextPage& page, const AccountTable& table, const std::string& name,
                 const AccountFigures& figures, const AccountRow* slip, Language language) {
    std::vector<TextPage::Cell> cells;
    if (table.counts_work) {
        cells = {{std::to_string(figures.days), account_days_end},
                 {hundredths_text(figures.hours_hundredths, language), account_hours_end}};
    }
    for (const AmountColumn& column : table.amounts) {
        cells.push_back({amount_text(figures.*column.amount, language), column.end});
    }
    if (table.says_when && slip != nullptr) {
        cells.push_back({short_day_text(slip->paid_on, language)});
    }
    page.row(name, cells);
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
            put_figures(page, table, to_string(row.slip), row.figures, &row, language);
            if (table.counts_work) { page.text(about(row, language), 3); }
        }
        put_figures(page, table,
                    word(Word::quarter, language) + " " + std::to_string(quarter.number),
                    quarter.total, nullptr, language);
        page.rule();
    }
    put_figures(page, table, word(Word::year, language) + " " + std::to_string(account.year),
                account.total, nullptr, language);
}

}  // namespace

std::string individual_account_text(const IndividualAccount& account) {
    const Language language = account.worker.language;
    TextPage page;
    put_employer(page, account.employer, word(Word::individual_account, language),
                 std::to_string(account.year), language);
    page.gap();
    put_worker(page, account.worker, account.employer, language);
    page.gap();
    for (const AccountTable& table : {work_table(), payment_table()}) {
        put_table(page, table, account, language);
    }
    page.rule();
    page.text(word(Word::how_account_adds_up, language));
    return page.str();
}

}  // namespace mutua::tabular
