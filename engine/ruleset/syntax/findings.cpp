#include "engine/ruleset/syntax/findings.hpp"

#include <algorithm>

namespace mutua::ruleset::syntax {

void Findings::error(Span span, std::string code, std::string message, std::string help) {
    const bool known = std::any_of(noted_.begin(), noted_.end(), [&](const Noted& other) {
        return other.span.begin == span.begin && other.diagnostic.code == code;
    });
    if (full() || known) { return; }
    noted_.push_back({span, diagnostic_at(*files_, span, Severity::error, std::move(code),
                                          std::move(message), std::move(help))});
}

Diagnostics Findings::take() {
    std::stable_sort(noted_.begin(), noted_.end(), [](const Noted& left, const Noted& right) {
        return left.span.begin < right.span.begin;
    });
    Diagnostics all;
    all.reserve(noted_.size());
    for (Noted& one : noted_) { all.push_back(std::move(one.diagnostic)); }
    noted_.clear();
    return all;
}

}  // namespace mutua::ruleset::syntax
