#include "formats/outbox/http.hpp"

#include "engine/core/contract.hpp"
#include "formats/outbox/network_address.hpp"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>

namespace mutua::outbox {

namespace {

constexpr std::size_t header_bytes_max = 64'000;
constexpr std::int64_t connect_milliseconds_max = 10'000;

struct FreeHandle {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
struct FreeUrl {
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

void prepare_library() {
    static const CURLcode prepared = curl_global_init(CURL_GLOBAL_DEFAULT);
    require(prepared == CURLE_OK, "the network library can be prepared");
}

/// What comes back, as far as it may.
struct Incoming {
    std::size_t body_bytes_max = 0;
    std::size_t header_bytes = 0;
    std::string body;
    bool is_too_long = false;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* into) {
    auto& incoming = *static_cast<Incoming*>(into);
    if (incoming.body.size() + count > incoming.body_bytes_max) {
        incoming.is_too_long = true;
        return 0;
    }
    incoming.body.append(bytes, count);
    return count;
}

std::size_t take_header(char*, std::size_t, std::size_t count, void* into) {
    auto& incoming = *static_cast<Incoming*>(into);
    incoming.header_bytes += count;
    if (incoming.header_bytes <= header_bytes_max) { return count; }
    incoming.is_too_long = true;
    return 0;
}

/// The rest of what is to be sent.
std::size_t give_body(char* into, std::size_t, std::size_t room, void* from) {
    auto& rest = *static_cast<std::string_view*>(from);
    const std::size_t count = rest.copy(into, room);
    rest.remove_prefix(count);
    return count;
}

/// Opens a connection only to where the request may go: a name may resolve to anything.
curl_socket_t open_socket(void* reach, curlsocktype, curl_sockaddr* address) {
    if (!is_within(*static_cast<const Reach*>(reach), address->addr)) { return CURL_SOCKET_BAD; }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

template <typename Value>
void set(const Handle& handle, CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(handle.get(), option, value);
    require(code == CURLE_OK, "the network library takes the setting");
}

HeaderList header_list(const std::vector<std::string>& lines) {
    HeaderList list;
    for (const std::string& line : lines) {
        require(line.find_first_of("\r\n") == std::string::npos, "a header is one line");
        curl_slist* longer = curl_slist_append(list.get(), line.c_str());
        require(longer != nullptr, "there is memory for a header");
        static_cast<void>(list.release());
        list.reset(longer);
    }
    return list;
}

void set_limits(const Handle& handle, const HttpRequest& request) {
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_PROTOCOLS_STR, request.may_be_plain ? "http,https" : "https");
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    // A kept connection that turns out to be dead makes the library send a request once more.
    set(handle, CURLOPT_FRESH_CONNECT, 1L);
    set(handle, CURLOPT_FORBID_REUSE, 1L);
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_milliseconds));
    set(handle, CURLOPT_CONNECTTIMEOUT_MS,
        static_cast<long>(std::min(request.timeout_milliseconds, connect_milliseconds_max)));
    set(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(handle, CURLOPT_OPENSOCKETDATA, static_cast<const void*>(&request.reach));
}

void set_body(const Handle& handle, const HttpRequest& request, std::string_view& rest) {
    if (request.method == "GET") { return; }
    set(handle, CURLOPT_UPLOAD, 1L);
    set(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    set(handle, CURLOPT_READFUNCTION, give_body);
    set(handle, CURLOPT_READDATA, static_cast<void*>(&rest));
    set(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(rest.size()));
}

/// In words, for the failures that people meet; the library's own words never hold a value.
std::string words_for(CURLcode code, const Incoming& incoming) {
    if (incoming.is_too_long) { return "the answer is longer than it may be"; }
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return "its name is not known";
        case CURLE_COULDNT_CONNECT:
            return "nobody answers there, or it may not be reached";
        case CURLE_OPERATION_TIMEDOUT:
            return "no answer in time";
        case CURLE_PEER_FAILED_VERIFICATION:
            return "its certificate is not valid: somebody else may be answering";
        case CURLE_SSL_CONNECT_ERROR:
            return "no secure connection can be made";
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_PARTIAL_FILE:
            return "the connection was lost before the whole answer came";
        default:
            return curl_easy_strerror(code);
    }
}

HttpAnswer answer_of(const Handle& handle, CURLcode code, Incoming& incoming) {
    HttpAnswer answer;
    long status = 0;
    curl_off_t retry_after = 0;
    long request_bytes = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle.get(), CURLINFO_RETRY_AFTER, &retry_after);
    curl_easy_getinfo(handle.get(), CURLINFO_REQUEST_SIZE, &request_bytes);
    answer.status = status;
    if (retry_after > 0) { answer.retry_after = retry_after; }
    if (code == CURLE_OK) {
        answer.arrival = Arrival::answered;
        answer.body = std::move(incoming.body);
        return answer;
    }
    answer.arrival = request_bytes == 0 ? Arrival::not_sent : Arrival::unclear;
    answer.problem = words_for(code, incoming);
    return answer;
}

std::string part_of(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK) { return {}; }
    std::string copy{text};
    curl_free(text);
    return copy;
}

}  // namespace

HttpAnswer ask(const HttpRequest& request) {
    prepare_library();
    const Handle handle{curl_easy_init()};
    require(handle != nullptr, "the network library has memory");
    Incoming incoming;
    incoming.body_bytes_max = request.answer_bytes_max;
    std::string_view rest = request.body;
    std::vector<std::string> lines = request.headers;
    lines.emplace_back("Expect:");
    const HeaderList headers = header_list(lines);
    set_limits(handle, request);
    set_body(handle, request, rest);
    set(handle, CURLOPT_URL, request.url.c_str());
    set(handle, CURLOPT_USERAGENT, "mutua");
    set(handle, CURLOPT_HTTPHEADER, headers.get());
    set(handle, CURLOPT_WRITEFUNCTION, take_body);
    set(handle, CURLOPT_WRITEDATA, static_cast<void*>(&incoming));
    set(handle, CURLOPT_HEADERFUNCTION, take_header);
    set(handle, CURLOPT_HEADERDATA, static_cast<void*>(&incoming));
    const CURLcode code = curl_easy_perform(handle.get());
    return answer_of(handle, code, incoming);
}

std::optional<WebAddress> parse_web_address(const std::string& url) {
    const std::unique_ptr<CURLU, FreeUrl> parsed{curl_url()};
    require(parsed != nullptr, "the network library has memory");
    if (url.find("://") == std::string::npos ||
        curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
        return std::nullopt;
    }
    WebAddress address;
    address.scheme = part_of(parsed.get(), CURLUPART_SCHEME);
    address.host = part_of(parsed.get(), CURLUPART_HOST);
    if (address.scheme != "http" && address.scheme != "https") { return std::nullopt; }
    address.is_loopback = is_loopback_host(address.host);
    address.has_credentials = !part_of(parsed.get(), CURLUPART_USER).empty() ||
                              !part_of(parsed.get(), CURLUPART_PASSWORD).empty();
    address.has_query = url.find_first_of("?#") != std::string::npos;
    return address;
}

}  // namespace mutua::outbox
