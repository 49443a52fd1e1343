#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::ubl::validation {

/// A list of codes; its name says which.
class CodeList {
public:
    explicit CodeList(std::vector<std::string> codes);

    [[nodiscard]] bool has(std::string_view code) const;
    /// All codes with a blank before, between and behind them.
    [[nodiscard]] const std::string& spaced() const { return spaced_; }

private:
    std::vector<std::string> codes_;  ///< sorted
    std::string spaced_;
};

using CodeLists = std::map<std::string, CodeList, std::less<>>;

/// Reads the notation of releases/*/codes.txt. Errors: a mistake there is a ContractViolation.
[[nodiscard]] CodeLists read_code_lists(std::string_view text);

}  // namespace mutua::ubl::validation
