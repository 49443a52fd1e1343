#include "tests/style/source_text.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <regex>

namespace mutua::style {

namespace {

enum class State { code, line_comment, block_comment, text, character };

/// Walks over C++ and blanks what is not wanted.
class Blanker {
public:
    Blanker(std::string_view source, bool keep_literals)
        : text_{source}, keep_literals_{keep_literals} {}

    std::string run() {
        while (at_ < text_.size()) { step(); }
        return text_;
    }

private:
    void step() {
        switch (state_) {
            case State::code:
                return in_code();
            case State::line_comment:
                if (text_[at_] == '\n') { state_ = State::code; }
                return blank();
            case State::block_comment:
                if (starts("*/")) {
                    blank();
                    state_ = State::code;
                }
                return blank();
            case State::text:
                return in_literal('"');
            case State::character:
                return in_literal('\'');
        }
    }

    void in_code() {
        if (starts("//")) {
            state_ = State::line_comment;
        } else if (starts("/*")) {
            state_ = State::block_comment;
            blank();
        } else if (starts("R\"")) {
            return raw_literal();
        } else if (text_[at_] == '"') {
            state_ = State::text;
            ++at_;
            return;
        } else if (text_[at_] == '\'' && !after_word()) {
            state_ = State::character;
            ++at_;
            return;
        } else {
            ++at_;
            return;
        }
        blank();
    }

    void in_literal(char quote) {
        if (text_[at_] == '\\') {
            keep_or_blank();
            if (at_ < text_.size()) { keep_or_blank(); }
            return;
        }
        if (text_[at_] == quote || text_[at_] == '\n') {
            state_ = State::code;
            ++at_;
            return;
        }
        keep_or_blank();
    }

    void raw_literal() {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string::npos) { return void(++at_); }
        const std::string close = ")" + text_.substr(at_ + 2, open - at_ - 2) + "\"";
        const std::size_t end = std::min(text_.find(close, open), text_.size());
        at_ = open + 1;
        while (at_ < end) { keep_or_blank(); }
        at_ = std::min(end + close.size(), text_.size());
    }

    /// A quote inside a number, 10'000, opens nothing.
    [[nodiscard]] bool after_word() const {
        return at_ > 0 && std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0;
    }
    [[nodiscard]] bool starts(std::string_view what) const {
        return std::string_view{text_}.substr(at_, what.size()) == what;
    }
    void blank() {
        if (at_ < text_.size() && text_[at_] != '\n') { text_[at_] = ' '; }
        ++at_;
    }
    void keep_or_blank() { keep_literals_ ? void(++at_) : blank(); }

    std::string text_;
    bool keep_literals_;
    State state_ = State::code;
    std::size_t at_ = 0;
};

bool is_text(const std::filesystem::path& path) {
    constexpr std::array kinds{".cpp",  ".hpp", ".def",  ".md",   ".txt", ".rules", ".csv",
                               ".json", ".xml", ".toml", ".yaml", ".yml", ".cmake", ".ledger"};
    const std::string kind = path.extension().string();
    return kind.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool is_passed_over(const std::filesystem::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    const bool is_build = entry.is_directory() && (name == "build" || name.starts_with("build-"));
    return is_build || (name.starts_with('.') && name != ".ci");
}

}  // namespace

std::string to_string(const Finding& finding) {
    return finding.path + ":" + std::to_string(finding.line) + ": " + finding.text;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::size_t line_at(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, byte);
    return static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
}

std::string code_only(std::string_view text) { return Blanker{text, false}.run(); }

std::string without_comments(std::string_view text) { return Blanker{text, true}.run(); }

std::vector<Include> includes_of(std::string_view text) {
    static const std::regex pattern{R"(^\s*#\s*include\s*(["<])([^">]+)[">])"};
    std::vector<Include> found;
    std::size_t number = 0;
    for (const std::string& line : lines_of(without_comments(text))) {
        ++number;
        std::smatch match;
        if (!std::regex_search(line, match, pattern)) { continue; }
        found.push_back({match[2].str(), match[1].str() == "\"", number});
    }
    return found;
}

bool is_cpp(std::string_view path) {
    return path.ends_with(".cpp") || path.ends_with(".hpp") || path.ends_with(".def");
}

bool is_in(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) && path.substr(folder.size()).starts_with('/');
}

bool is_product(std::string_view path) {
    return is_cpp(path) && (is_in(path, "engine") || is_in(path, "formats") || is_in(path, "cli"));
}

std::vector<SourceFile> read_tree(const std::filesystem::path& root) {
    namespace fs = std::filesystem;
    std::vector<SourceFile> files;
    for (fs::recursive_directory_iterator it{root}, end; it != end; ++it) {
        if (is_passed_over(*it)) {
            if (it->is_directory()) { it.disable_recursion_pending(); }
            continue;
        }
        if (!it->is_regular_file() || !is_text(it->path())) { continue; }
        std::ifstream input{it->path(), std::ios::binary};
        files.push_back({it->path().lexically_relative(root).generic_string(),
                         std::string{std::istreambuf_iterator<char>{input}, {}}});
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return files;
}

}  // namespace mutua::style
