#include "engine/ruleset/check/check_findings.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace mutua::ruleset {

Diagnostic& CheckFindings::note(syntax::Span span, Severity severity, std::string code,
                                std::string message, std::string help) {
    auto& count = severity == Severity::error ? errors_ : others_;
    if (count[span.file] >= kept_per_file) {
        dropped_ = {};
        dropped_.severity = severity;
        dropped_errors_ = dropped_errors_ || severity == Severity::error;
        return dropped_;
    }
    ++count[span.file];
    noted_.push_back(diagnostic_at(*files_, span, severity, std::move(code), std::move(message),
                                   std::move(help)));
    return noted_.back();
}

bool CheckFindings::full(std::uint32_t file) const { return errors_[file] >= kept_per_file; }

void CheckFindings::relate(Diagnostic& finding, syntax::Span span, std::string text) const {
    if (&finding == &dropped_) { return; }
    finding.related.push_back(
        {position_of(*files_, span), source_line(*files_, span), std::move(text)});
}

void CheckFindings::add(Diagnostics findings) {
    noted_.insert(noted_.end(), std::make_move_iterator(findings.begin()),
                  std::make_move_iterator(findings.end()));
}

Diagnostics CheckFindings::take() {
    const auto place_of = [](const Diagnostic& one) {
        return std::tie(one.where.file, one.where.line, one.where.column, one.code, one.message);
    };
    std::stable_sort(noted_.begin(), noted_.end(),
                     [&](const Diagnostic& left, const Diagnostic& right) {
                         return place_of(left) < place_of(right);
                     });
    const auto same = [&](const Diagnostic& left, const Diagnostic& right) {
        return place_of(left) == place_of(right);
    };
    noted_.erase(std::unique(noted_.begin(), noted_.end(), same), noted_.end());
    std::map<std::pair<std::string, bool>, std::size_t> count;
    Diagnostics kept;
    for (Diagnostic& one : noted_) {
        const std::pair key{one.where.file, one.severity == Severity::error};
        if (++count[key] <= limit_per_file) { kept.push_back(std::move(one)); }
    }
    noted_.clear();
    return kept;
}

}  // namespace mutua::ruleset
