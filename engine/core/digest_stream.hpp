#pragma once

#include "engine/core/digest.hpp"

#include <memory>
#include <string_view>

namespace mutua {

/// The SHA-256 of bytes that come in parts.
class DigestStream {
public:
    DigestStream();
    DigestStream(const DigestStream&) = delete;
    DigestStream& operator=(const DigestStream&) = delete;
    ~DigestStream();

    void add(std::string_view bytes);
    /// Of everything that was added; nothing is added behind it.
    [[nodiscard]] Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mutua
