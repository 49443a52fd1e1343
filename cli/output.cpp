#include "cli/output.hpp"

#include <algorithm>
#include <ostream>

namespace mutua::cli {

namespace {

void show_summary(const Context& context, const std::vector<SummaryField>& summary) {
    std::size_t widest = 0;
    std::size_t widest_value = 0;
    for (const SummaryField& field : summary) {
        widest = std::max(widest, tabular::display_width(field.label));
        widest_value = std::max(widest_value, tabular::display_width(field.value));
    }
    for (const SummaryField& field : summary) {
        const std::string blanks(widest - tabular::display_width(field.label) + 2 + widest_value -
                                     tabular::display_width(field.value),
                                 ' ');
        context.out << field.label << blanks << field.value << '\n';
    }
}

}  // namespace

void show(const Context& context, const tabular::TextTable& table) {
    if (context.json) {
        context.out << table.json() << '\n';
    } else if (context.out_is_terminal) {
        context.out << table.aligned();
    } else {
        context.out << table.tab_separated();
    }
}

void show(const Context& context, const std::string& list_key, const tabular::TextTable& table,
          const std::vector<SummaryField>& summary) {
    if (!context.json) {
        context.out << table.aligned();
        if (!table.empty()) { context.out << '\n'; }
        show_summary(context, summary);
        return;
    }
    context.out << "{\n";
    for (const SummaryField& field : summary) {
        context.out << "  " << tabular::json_text(field.key) << ": "
                    << tabular::json_text(field.value) << ",\n";
    }
    context.out << "  " << tabular::json_text(list_key) << ": " << table.json(2) << "\n}\n";
}

std::string counted_items(std::size_t count, const std::string& one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

}  // namespace mutua::cli
