#pragma once

namespace mutua {

/// Whether values of two types can be compared: what must not meet is no Equatable pair.
template <typename Left, typename Right>
concept Equatable = requires(Left left, Right right) {
    left == right;
};

}  // namespace mutua
