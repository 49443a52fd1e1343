#pragma once

#include "engine/core/result.hpp"
#include "engine/ruleset/syntax/source_file.hpp"

#include <string>
#include <vector>

namespace mutua::ruleset::syntax {

/// What is wrong with how one file is written. Holds 50 errors: who has more mends these first.
class Findings {
public:
    explicit Findings(const std::vector<SourceFile>& files) : files_{&files} {}

    /// Notes an error; one beyond the limit, or a second one on the same byte, is dropped.
    void error(Span span, std::string code, std::string message, std::string help = "");

    /// True when nothing more will be noted.
    [[nodiscard]] bool full() const noexcept { return noted_.size() >= limit; }
    [[nodiscard]] bool empty() const noexcept { return noted_.empty(); }
    [[nodiscard]] std::size_t count() const noexcept { return noted_.size(); }

    /// All that was noted, in the order of the file.
    [[nodiscard]] Diagnostics take();

    static constexpr std::size_t limit = 50;

private:
    struct Noted {
        Span span;
        Diagnostic diagnostic;
    };
    const std::vector<SourceFile>* files_;
    std::vector<Noted> noted_;
};

}  // namespace mutua::ruleset::syntax
