#pragma once

#include "formats/outbox/access_point.hpp"
#include "formats/outbox/http.hpp"

#include <cstdint>
#include <string>

namespace mutua::outbox {

/// Where an access point is reached, and by what right.
struct RestSettings {
    std::string url;    ///< "https://ap.example/v1": https, or http on this machine
    std::string token;  ///< secret: it is sent to this URL and nowhere else, and never printed
    settlement::DeliveryMode mode = settlement::DeliveryMode::sandbox;
    std::int64_t timeout_milliseconds = 30'000;
};

/// An access point behind the small REST interface that README.md tells: `PUT URL/documents/KEY`
/// and `GET URL/documents/KEY`.
/// Errors: a URL that is_safe_address() refuses, or a token with a line break, is a
/// ContractViolation.
class RestAccessPoint : public AccessPoint {
public:
    explicit RestAccessPoint(RestSettings settings);

    [[nodiscard]] settlement::Submission submit(const settlement::SentDocument& document) override;
    [[nodiscard]] settlement::RemoteStatus status(const std::string& key) override;

private:
    [[nodiscard]] HttpRequest request(const char* method, const std::string& key) const;

    RestSettings settings_;
    bool is_loopback_ = false;
};

/// True for https without user, password, query or fragment; http is safe on this machine only.
[[nodiscard]] bool is_safe_address(const std::string& url);

}  // namespace mutua::outbox
