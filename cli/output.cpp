#include "cli/output.hpp"

#include "formats/tabular/csv_encoding.hpp"
#include "formats/tabular/text_page.hpp"

#include <fmt/format.h>

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

/// An object on several lines, the last key's value being a list where there is one.
std::string object_text(const std::vector<SummaryField>& summary, const std::string& list_key,
                        const tabular::TextTable* list, std::size_t indent) {
    const std::string margin(indent, ' ');
    std::string text = "{";
    for (const SummaryField& field : summary) {
        text += (text.size() > 1 ? ",\n" : "\n") + margin + "  " + tabular::json_text(field.key) +
                ": " + tabular::json_text(field.value);
    }
    if (list != nullptr) {
        text += (text.size() > 1 ? ",\n" : "\n") + margin + "  " + tabular::json_text(list_key) +
                ": " + list->json(indent + 2);
    }
    return text + "\n" + margin + "}";
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
    context.out << object_text(summary, list_key, &table, 0) << '\n';
}

void show_groups(const Context& context, const std::string& list_key,
                 const std::vector<ListedGroup>& groups) {
    std::string text = "[";
    for (const ListedGroup& group : groups) {
        text += (text.size() > 1 ? ",\n  " : "\n  ") +
                object_text(group.summary, list_key, group.list ? &*group.list : nullptr, 2);
    }
    context.out << text << (groups.empty() ? "]" : "\n]") << '\n';
}

std::string counted_items(std::size_t count, const std::string& one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

void tell_unchanged(const Context& context, const Exported& exported) {
    const std::size_t unchanged = exported.files - exported.written;
    if (context.quiet || unchanged == 0) { return; }
    if (exported.written > 0) {
        context.err << fmt::format("Wrote {} of {} files: {} there already, unchanged.\n",
                                   exported.written, exported.files, unchanged);
    } else {
        context.err << fmt::format(
            "Nothing changed: {} there already, with the same bytes.\n",
            unchanged == 1 ? "the file was" : fmt::format("all {} files were", unchanged));
    }
}

std::string wrapped(const std::string& text) {
    tabular::TextPage page;
    page.text(text);
    return page.str();
}

std::string printable(std::string_view name) {
    std::string text;
    while (!name.empty()) {
        const std::size_t whole = tabular::valid_utf8_prefix(name);
        const std::size_t control = tabular::find_control_character(name.substr(0, whole));
        const std::size_t sound = std::min(whole, control);
        text += name.substr(0, sound);
        name.remove_prefix(sound);
        if (name.empty()) { break; }
        text += fmt::format("\\x{:02X}", static_cast<unsigned char>(name.front()));
        name.remove_prefix(1);
    }
    return text;
}

std::string first_names(const std::vector<std::string>& names, std::size_t told) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < told; ++i) {
        text += (i > 0 ? ", " : "") + names[i];
    }
    if (names.size() > told) { text += " and " + std::to_string(names.size() - told) + " more"; }
    return text;
}

}  // namespace mutua::cli
