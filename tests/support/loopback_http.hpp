#pragma once

#include "engine/core/contract.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mutua::test {

/// What a client asked of a server on this machine.
struct HttpCall {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers;  ///< names in small letters
    std::string body;
};

/// What the server does: writes these bytes as they are and closes, or says nothing until it ends.
struct HttpReply {
    std::string bytes;
    bool is_silent = false;
};

[[nodiscard]] inline std::string http_answer(int status, const std::string& body,
                                             const std::string& more_headers = "") {
    return "HTTP/1.1 " + std::to_string(status) +
           " Told\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n" + more_headers + "\r\n" + body;
}

/// A small HTTP server on a loopback port, in a thread of its own. It can do everything that a
/// server must not.
class LoopbackHttp {
public:
    using Handler = std::function<HttpReply(const HttpCall&)>;

    explicit LoopbackHttp(Handler handler) : handler_{std::move(handler)} {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        require(::bind(listener_, generic, length) == 0, "a loopback port can be had");
        require(::listen(listener_, 16) == 0, "a loopback port can be listened on");
        require(::getsockname(listener_, generic, &length) == 0, "the port is known");
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    LoopbackHttp(const LoopbackHttp&) = delete;
    LoopbackHttp& operator=(const LoopbackHttp&) = delete;
    ~LoopbackHttp() {
        is_ending_ = true;
        thread_.join();
        for (const int held : held_) { ::close(held); }
        ::close(listener_);
    }

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::vector<HttpCall> calls() const {
        const std::lock_guard guard{lock_};
        return calls_;
    }

private:
    void serve() {
        while (!is_ending_) {
            pollfd waiting{listener_, POLLIN, 0};
            if (::poll(&waiting, 1, 20) <= 0) { continue; }
            const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (client >= 0) { answer(client); }
        }
    }

    void answer(int client) {
        HttpCall call;
        if (!read_call(client, call)) {
            ::close(client);
            return;
        }
        {
            const std::lock_guard guard{lock_};
            calls_.push_back(call);
        }
        const HttpReply reply = handler_(call);
        if (reply.is_silent) {
            held_.push_back(client);
            return;
        }
        std::size_t sent = 0;
        while (sent < reply.bytes.size()) {
            const ssize_t count =
                ::send(client, reply.bytes.data() + sent, reply.bytes.size() - sent, MSG_NOSIGNAL);
            if (count <= 0) { break; }
            sent += static_cast<std::size_t>(count);
        }
        ::shutdown(client, SHUT_RDWR);
        ::close(client);
    }

    static bool read_call(int client, HttpCall& call) {
        std::string bytes;
        std::size_t head = std::string::npos;
        while ((head = bytes.find("\r\n\r\n")) == std::string::npos) {
            if (!read_more(client, bytes)) { return false; }
        }
        read_head(bytes.substr(0, head), call);
        const auto length = call.headers.find("content-length");
        const std::size_t body = length == call.headers.end() ? 0 : std::stoul(length->second);
        while (bytes.size() < head + 4 + body) {
            if (!read_more(client, bytes)) { return false; }
        }
        call.body = bytes.substr(head + 4, body);
        return true;
    }

    static bool read_more(int client, std::string& bytes) {
        char part[4096];
        const ssize_t count = ::recv(client, part, sizeof part, 0);
        if (count <= 0) { return false; }
        bytes.append(part, static_cast<std::size_t>(count));
        return true;
    }

    static void read_head(const std::string& head, HttpCall& call) {
        std::size_t begin = 0;
        for (bool is_first = true; begin < head.size(); is_first = false) {
            std::size_t end = head.find("\r\n", begin);
            if (end == std::string::npos) { end = head.size(); }
            const std::string line = head.substr(begin, end - begin);
            begin = end + 2;
            if (is_first) {
                const std::size_t blank = line.find(' ');
                call.method = line.substr(0, blank);
                call.path = line.substr(blank + 1, line.rfind(' ') - blank - 1);
                continue;
            }
            std::string name = line.substr(0, line.find(':'));
            for (char& c : name) { c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); }
            call.headers[name] = line.substr(line.find(':') + 2);
        }
    }

    Handler handler_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> is_ending_ = false;
    mutable std::mutex lock_;
    std::vector<HttpCall> calls_;
    std::vector<int> held_;  ///< of the thread, then of the destructor
    std::thread thread_;
};

}  // namespace mutua::test
