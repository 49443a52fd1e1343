#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

/// What tests of hostile input are made with.
namespace mutua::test {

inline std::string repeated(const std::string& part, int times) {
    std::string text;
    text.reserve(part.size() * static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i) { text += part; }
    return text;
}

/// Every beginning of a text is tried; under sanitizers, where each takes ten times as long, every
/// seventh.
#ifdef __SANITIZE_ADDRESS__
inline constexpr std::size_t prefix_step = 7;
#else
inline constexpr std::size_t prefix_step = 1;
#endif

/// A small generator of known numbers, so that a failure comes again.
class Numbers {
public:
    explicit Numbers(std::uint32_t seed) : state_{seed} {}
    std::uint32_t below(std::uint32_t limit) {
        state_ = state_ * 1'664'525U + 1'013'904'223U;
        return (state_ >> 8U) % limit;
    }

private:
    std::uint32_t state_;
};

}  // namespace mutua::test
