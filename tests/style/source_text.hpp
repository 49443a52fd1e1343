#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::style {

/// A text file of the tree; `path` is relative to its root, with forward slashes.
struct SourceFile {
    std::string path;
    std::string text;
};

/// A place that breaks a rule.
struct Finding {
    std::string path;
    std::size_t line = 0;
    std::string text;
};

/// "path:line: text"
[[nodiscard]] std::string to_string(const Finding& finding);

/// An `#include`, quoted or in angle brackets.
struct Include {
    std::string target;
    bool is_quoted = false;
    std::size_t line = 0;
};

[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// The line, from 1, that holds a byte.
[[nodiscard]] std::size_t line_at(std::string_view text, std::size_t byte);

/// C++ with comments and the insides of string and character literals blanked; every line and
/// column stays where it was.
[[nodiscard]] std::string code_only(std::string_view text);

/// C++ with comments blanked and literals kept.
[[nodiscard]] std::string without_comments(std::string_view text);

[[nodiscard]] std::vector<Include> includes_of(std::string_view text);

/// True for a header or a source of C++.
[[nodiscard]] bool is_cpp(std::string_view path);

/// True when the path lies in the folder, at any depth.
[[nodiscard]] bool is_in(std::string_view path, std::string_view folder);

/// True for C++ of the product, which tests are no part of.
[[nodiscard]] bool is_product(std::string_view path);

/// Every text file of the tree, sorted by path; build folders and hidden ones are left out.
[[nodiscard]] std::vector<SourceFile> read_tree(const std::filesystem::path& root);

}  // namespace mutua::style
