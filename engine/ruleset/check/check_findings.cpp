#include "engine/ruleset/check/check_findings.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace mutua::ruleset {

Diagnostic& CheckFindings::note(syntax::Span span, Severity severity, std::string code,
                                std::string message, std::string help) {
    noted_.push_back(diagnostic_at(*files_, span, severity, std::move(code), std::move(message),
                                   std::move(help)));
    return noted_.back();
}

void CheckFindings::relate(Diagnostic& finding, syntax::Span span, std::string text) const {
    finding.related.push_back(
        {position_of(*files_, span), source_line(*files_, span), std::move(text)});
}

void CheckFindings::add(Diagnostics findings) {
    noted_.insert(noted_.end(), std::make_move_iterator(findings.begin()),
                  std::make_move_iterator(findings.end()));
}

Diagnostics CheckFindings::take() {
    const auto key = [](const Diagnostic& one) {
        return std::tie(one.where.file, one.where.line, one.where.column, one.code, one.message);
    };
    std::stable_sort(
        noted_.begin(), noted_.end(),
        [&](const Diagnostic& left, const Diagnostic& right) { return key(left) < key(right); });
    const auto same = [&](const Diagnostic& left, const Diagnostic& right) {
        return key(left) == key(right);
    };
    noted_.erase(std::unique(noted_.begin(), noted_.end(), same), noted_.end());
    std::map<std::string, std::size_t> count;
    Diagnostics kept;
    for (Diagnostic& one : noted_) {
        if (++count[one.where.file] <= limit_per_file) { kept.push_back(std::move(one)); }
    }
    noted_.clear();
    return kept;
}

}  // namespace mutua::ruleset
