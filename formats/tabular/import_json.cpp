#include "formats/tabular/import_json.hpp"

#include "formats/tabular/csv_encoding.hpp"
#include "formats/tabular/json_places.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mutua::tabular {

namespace {

// Deeper or wider than any row, so that hostile nesting costs neither memory nor time.
constexpr int deepest = 16;
constexpr std::size_t most_columns = 64;

/// Receives the parser's events and lays them out as rows.
class RowCollector {
public:
    RowCollector(std::string_view input, const std::string& file, const TableLimits& limits,
                 const std::size_t& taken)
        : input_{input}, places_{input}, limits_{limits}, taken_{taken} {
        table_.file = file;
    }

    bool null() { return scalar({}); }
    bool boolean(bool value) { return scalar(value ? "yes" : "no"); }
    bool number_integer(std::int64_t value) { return scalar(kept(std::to_string(value))); }
    bool number_unsigned(std::uint64_t value) { return scalar(kept(std::to_string(value))); }
    bool number_float(auto /*unused*/, const std::string& digits) {
        return scalar(kept(std::string{digits}));
    }
    bool string(std::string& text) { return scalar(kept(std::move(text))); }
    bool binary(auto& /*unused*/) { return true; }

    bool start_object(std::size_t /*unused*/) {
        ++depth_;
        if (depth_ == row_depth()) {
            begin_row();
        } else {
            blame_value("an object");
        }
        return goes_on();
    }
    bool end_object() {
        if (depth_ == row_depth()) { end_row(); }
        --depth_;
        return goes_on();
    }
    bool start_array(std::size_t /*unused*/) {
        if (depth_ == 0) { in_list_ = true; }
        ++depth_;
        if (depth_ == row_depth() && in_list_ && depth_ == 2) {
            blame_file("I013", "a list stands where an object should");
        } else if (depth_ == row_depth() + 1 && in_row_) {
            joined_.clear();
            list_open_ = true;
        } else if (depth_ > row_depth()) {
            blame_value("a list of lists");
        }
        return goes_on();
    }
    bool end_array() {
        if (list_open_ && depth_ == row_depth() + 1) {
            list_open_ = false;
            store(kept(std::move(joined_)));
            joined_.clear();
        }
        --depth_;
        return true;
    }
    bool key(std::string& name) {
        if (depth_ != row_depth() || !in_row_) { return true; }
        key_end_ = taken_;
        value_blamed_ = false;
        column_ = column_of(name);
        return goes_on();
    }
    bool parse_error(std::size_t /*unused*/, const std::string& /*unused*/,
                     const nlohmann::detail::exception& /*unused*/) {
        const std::size_t at = std::min(taken_ == 0 ? 0 : taken_ - 1, input_.size());
        blame("I012",
              taken_ >= input_.size() ? "the JSON ends too early or is wrong before its end"
                                      : "the JSON cannot be read from here",
              "mend the text: a comma, a quote or a bracket is missing or too many", at);
        return false;
    }

    Table take() {
        if (bad_rows_ > limits_.bad_rows) {
            blame("I016",
                  "more than " + std::to_string(limits_.bad_rows) +
                      " rows are wrong; the rest of the file was not read",
                  "mend the first mistakes: often all come from one cause", taken_);
        }
        if (table_.rows.size() > limits_.rows) {
            table_.rows.pop_back();
            blame("I018", "the file has more than " + std::to_string(limits_.rows) + " rows",
                  "split it into several files", taken_);
        }
        return std::move(table_);
    }

private:
    /// Rows are one level down in a list, or the only value there is.
    [[nodiscard]] int row_depth() const { return in_list_ ? 2 : 1; }

    /// False stops the parser: the file is not what was asked for, and says so.
    bool goes_on() {
        if (depth_ > deepest) {
            blame_file("I013", "the values are nested too deeply");
            return false;
        }
        if (table_.header.size() > most_columns) {
            blame("I013", "the objects have more than " + std::to_string(most_columns) + " keys",
                  "use the column names of the import as keys", taken_ - 1);
            return false;
        }
        return bad_rows_ <= limits_.bad_rows && table_.rows.size() <= limits_.rows;
    }

    void begin_row() {
        in_row_ = true;
        row_ = {};
        const TextPlace place = places_.of(taken_ - 1);
        row_.line = place.line;
        row_.first_cell = table_.cells.size();
        row_.source = places_.line_of(taken_ - 1);
        cells_.assign(table_.header.size(), Cell{{},
                                                 static_cast<std::uint32_t>(place.line),
                                                 static_cast<std::uint32_t>(place.column),
                                                 static_cast<std::uint32_t>(place.column + 1)});
        seen_.assign(table_.header.size(), false);
    }

    void end_row() {
        in_row_ = false;
        row_.cell_count = cells_.size();
        table_.cells.insert(table_.cells.end(), cells_.begin(), cells_.end());
        bad_rows_ += row_.diagnostics.empty() ? 0 : 1;
        table_.rows.push_back(std::move(row_));
    }

    std::size_t column_of(const std::string& name) {
        const auto found = std::find_if(table_.header.begin(), table_.header.end(),
                                        [&](const Cell& cell) { return cell.text == name; });
        if (found != table_.header.end()) {
            return static_cast<std::size_t>(found - table_.header.begin());
        }
        const std::size_t begin = key_end_ < name.size() + 2 ? 0 : key_end_ - name.size() - 2;
        const TextPlace place = places_.of(begin);
        table_.header.push_back({kept(std::string{name}), static_cast<std::uint32_t>(place.line),
                                 static_cast<std::uint32_t>(place.column),
                                 static_cast<std::uint32_t>(place.column + name.size() + 2)});
        cells_.push_back({});
        seen_.push_back(false);
        return table_.header.size() - 1;
    }

    bool scalar(std::string_view text) {
        if (list_open_) {
            if (!joined_.empty()) { joined_ += ';'; }
            joined_ += text;
        } else if (depth_ == row_depth() && in_row_) {
            store(text);
        } else if (!in_row_) {
            blame_file("I013", "a bare value stands where an object should");
        }
        return true;
    }

    void store(std::string_view text) {
        const std::size_t begin = value_begin();
        if (seen_[column_] && row_.diagnostics.size() < most_columns) {
            blame_row("I010", std::string{table_.header[column_].text} + ": the key stands twice",
                      "keep one of the two", begin);
        }
        if (text.size() > limits_.cell_bytes) {
            blame_row("I005",
                      std::string{table_.header[column_].text} + ": the value has more than " +
                          std::to_string(limits_.cell_bytes) + " bytes",
                      "shorten it", begin);
            text = {};
        }
        const TextPlace place = places_.of(begin);
        const std::size_t width = std::max<std::size_t>(taken_ - begin, 1);
        seen_[column_] = true;
        cells_[column_] = {text, static_cast<std::uint32_t>(place.line),
                           static_cast<std::uint32_t>(place.column),
                           static_cast<std::uint32_t>(place.column + width)};
    }

    /// The first byte of the value behind the last key: blanks and a colon stand between.
    [[nodiscard]] std::size_t value_begin() const {
        return std::min(input_.find_first_not_of(": \t\r\n", key_end_), input_.size());
    }

    void blame_value(const char* what) {
        if (!in_row_) {
            blame_file("I013", std::string{what} + " stands where a row should");
            return;
        }
        if (value_blamed_) { return; }
        value_blamed_ = true;
        blame_row("I014", std::string{what} + " is no value of a field", "write the value as text",
                  taken_ - 1);
    }

    void blame_row(const char* code, std::string message, std::string help, std::size_t at) {
        const TextPlace place = places_.of(at);
        row_.diagnostics.push_back(
            problem(code, std::move(message), std::move(help),
                    {table_.file, place.line, place.column, place.column + 1}));
    }

    /// Once a file: every further value would only repeat it.
    void blame_file(const char* code, std::string message) {
        if (!table_.diagnostics.empty()) { return; }
        blame(code, std::move(message), "write a list of objects whose keys are the column names",
              taken_ == 0 ? 0 : taken_ - 1);
    }

    void blame(const char* code, std::string message, std::string help, std::size_t at) {
        const TextPlace place = places_.of(at);
        table_.diagnostics.push_back(
            problem(code, std::move(message), std::move(help),
                    {table_.file, place.line, place.column, place.column + 1}));
    }

    std::string_view kept(std::string text) {
        return table_.owned_texts.emplace_back(std::move(text));
    }

    std::string_view input_;
    TextPlaces places_;
    TableLimits limits_;
    const std::size_t& taken_;
    Table table_;
    TableRow row_;
    std::vector<Cell> cells_;
    std::vector<bool> seen_;
    std::string joined_;
    std::size_t column_ = 0;
    std::size_t key_end_ = 0;
    std::size_t bad_rows_ = 0;
    int depth_ = 0;
    bool in_list_ = false;
    bool in_row_ = false;
    bool list_open_ = false;
    bool value_blamed_ = false;  ///< once a value is enough
};

Table refused(const std::string& file, TextPlace place, const char* code, std::string message,
              std::string help) {
    Table table;
    table.file = file;
    table.diagnostics.push_back(problem(code, std::move(message), std::move(help),
                                        {file, place.line, place.column, place.column + 1}));
    return table;
}

}  // namespace

bool looks_like_json(std::string_view input) {
    if (input.starts_with(byte_order_mark)) { input.remove_prefix(byte_order_mark.size()); }
    const std::size_t first = input.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (input[first] == '[' || input[first] == '{');
}

Table read_json(std::string_view input, const std::string& file, const TableLimits& limits) {
    if (input.starts_with(byte_order_mark)) { input.remove_prefix(byte_order_mark.size()); }
    if (input.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return refused(file, {1, 1}, "I001", "the file is empty",
                       "write a list of objects whose keys are the column names");
    }
    if (const std::size_t good = valid_utf8_prefix(input); good != input.size()) {
        return refused(file, TextPlaces{input}.of(good), "I002",
                       "the bytes from here are not UTF-8", "save the file again as UTF-8");
    }
    std::size_t taken = 0;
    RowCollector rows{input, file, limits, taken};
    const CountingIterator begin{input.data(), &taken};
    const CountingIterator end{input.data() + input.size(), &taken};
    nlohmann::json::sax_parse(begin, end, &rows);
    return rows.take();
}

}  // namespace mutua::tabular
