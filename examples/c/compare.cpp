// Would libvirt take the second guest for the first? The same from C++, where each handle has an owner.
//
//     c++ compare.cpp $(pkg-config --cflags --libs virtcanon) -o compare
//     ./compare old.xml new.xml
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <virtcanon.h>

template <auto release> struct Free {
    template <class T> void operator()(T *handle) const { release(handle); }
};
using Document = std::unique_ptr<vc_document, Free<vc_document_free>>;
using Diff = std::unique_ptr<vc_diff, Free<vc_diff_free>>;

static Document read(const char *path)
{
    std::ifstream in(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    Document doc(vc_document_parse(text.data(), text.size(), path));
    if (doc && !vc_document_canonicalize(doc.get(), nullptr, VC_LIBVIRT | VC_SETTLED)) {
        vc_diagnostic d;
        for (std::size_t i = 0; vc_document_diagnostic(doc.get(), i, &d); i++)
            std::cerr << path << ':' << d.line << ':' << d.column << ": " << d.message << '\n';
        doc.reset();
    }
    return doc;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const Document before = read(argv[1]), after = read(argv[2]);
    if (!before || !after)
        return 2;
    const Diff diff(vc_diff_new(before.get(), after.get()));
    vc_difference x;
    for (std::size_t i = 0; diff && vc_diff_get(diff.get(), i, &x); i++)
        std::cout << vc_class_name(x.type) << ": " << (x.new_path ? x.new_path : x.old_path) << ": " << x.reason << '\n';
    return diff ? !vc_diff_same(diff.get()) : 2;
}
