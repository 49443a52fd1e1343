#pragma once

#include "engine/settlement/delivery.hpp"

#include <string>

namespace mutua::outbox {

/// Whoever brings documents into the network for us. One implementation a kind of interface; see
/// README.md for what each must keep to.
class AccessPoint {
public:
    AccessPoint() = default;
    AccessPoint(const AccessPoint&) = delete;
    AccessPoint& operator=(const AccessPoint&) = delete;
    virtual ~AccessPoint() = default;

    /// Hands a document over, once: nothing is tried again in here. `uncertain` whenever it cannot
    /// be known that the document was not taken.
    [[nodiscard]] virtual settlement::Submission submit(
        const settlement::SentDocument& document) = 0;

    /// What became of the document with this key. `unknown` only when the access point says so.
    [[nodiscard]] virtual settlement::RemoteStatus status(const std::string& key) = 0;
};

}  // namespace mutua::outbox
