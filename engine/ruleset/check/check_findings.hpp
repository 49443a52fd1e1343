#pragma once

#include "engine/core/result.hpp"
#include "engine/ruleset/syntax/source_file.hpp"

#include <string>
#include <vector>

namespace mutua::ruleset {

/// Everything that the checks find, over all files. At most 50 errors a file are shown, and as many
/// warnings and notes: who has more mends these first.
class CheckFindings {
public:
    explicit CheckFindings(const std::vector<SourceFile>& files)
        : files_{&files}, errors_(files.size(), 0), others_(files.size(), 0) {}

    /// Notes an error. The result may be given related places until the next call.
    Diagnostic& error(syntax::Span span, std::string code, std::string message,
                      std::string help = "") {
        return note(span, Severity::error, std::move(code), std::move(message), std::move(help));
    }
    /// Notes a warning.
    Diagnostic& warning(syntax::Span span, std::string code, std::string message,
                        std::string help = "") {
        return note(span, Severity::warning, std::move(code), std::move(message), std::move(help));
    }

    /// Notes what a reader may want to know.
    Diagnostic& remark(syntax::Span span, std::string code, std::string message,
                       std::string help = "") {
        return note(span, Severity::note, std::move(code), std::move(message), std::move(help));
    }

    /// How much was noted so far.
    [[nodiscard]] std::size_t count() const noexcept { return noted_.size(); }

    /// True when so much was noted about a file that nothing more will be shown.
    [[nodiscard]] bool full(std::uint32_t file) const;

    /// Adds a second place that matters to a finding, with a word why.
    void relate(Diagnostic& finding, syntax::Span span, std::string text) const;

    /// Takes over what the parser found in a file.
    void add(Diagnostics findings);

    /// True when at least one error was noted.
    [[nodiscard]] bool has_errors() const { return dropped_errors_ || has_error(noted_); }

    /// Everything, by file, line and column.
    [[nodiscard]] Diagnostics take();

    static constexpr std::size_t limit_per_file = 50;
    /// Kept a file until they are sorted: the first 50 by place are shown.
    static constexpr std::size_t kept_per_file = 60;

private:
    Diagnostic& note(syntax::Span span, Severity severity, std::string code, std::string message,
                     std::string help);

    const std::vector<SourceFile>* files_;
    Diagnostics noted_;
    std::vector<std::size_t> errors_;  ///< how many, by file
    std::vector<std::size_t> others_;  ///< warnings and notes, by file
    Diagnostic dropped_;               ///< stands for what is not kept
    bool dropped_errors_ = false;
};

}  // namespace mutua::ruleset
