#pragma once

#include "cli/context.hpp"
#include "engine/settlement/delivery.hpp"
#include "formats/outbox/access_point.hpp"

#include <memory>
#include <string>

namespace mutua::cli {

/// What an access point is opened for.
enum class Errand : std::uint8_t {
    asking,       ///< about what was sent
    sending,      ///< documents
    sending_live  ///< documents, and `--live` was written
};

/// The workspace's access point, and whether it leads to real receivers.
struct OpenAccessPoint {
    std::unique_ptr<outbox::AccessPoint> point;
    settlement::DeliveryMode mode = settlement::DeliveryMode::sandbox;
    std::string url;
};

/// Opens it, if that is what the workspace is for: one in the sandbox reaches a system for trials,
/// or this machine, and `--live` is refused; any other reaches the network, and sends only with
/// `--live`. A store that was used for the one is not used for the other.
/// Errors: CommandFailure (78): no section U182, token U183, address U184, sandbox U181, trials and
/// real documents in one place U185; (64): `--live` missing U180, out of place U189.
[[nodiscard]] OpenAccessPoint open_access_point(Session& session, Errand errand);

/// Holds the only sender of a workspace; another one that runs is a CommandFailure (75), S623.
class SenderLock {
public:
    explicit SenderLock(const Workspace& workspace);
    SenderLock(const SenderLock&) = delete;
    SenderLock& operator=(const SenderLock&) = delete;
    ~SenderLock();

private:
    int descriptor_;
};

}  // namespace mutua::cli
