#include "engine/core/digest_stream.hpp"

#include <sodium/crypto_hash_sha256.h>

namespace mutua {

struct DigestStream::State {
    crypto_hash_sha256_state sodium;
};

DigestStream::DigestStream() : state_{std::make_unique<State>()} {
    crypto_hash_sha256_init(&state_->sodium);
}

DigestStream::~DigestStream() = default;

void DigestStream::add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_->sodium, reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size());
}

Digest DigestStream::finish() {
    Digest digest{};
    crypto_hash_sha256_final(&state_->sodium, digest.data());
    return digest;
}

}  // namespace mutua
